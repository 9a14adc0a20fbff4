-- The gate of a flash sale: leases at most the allocation. A lease expires unless the database confirms the claim, so a
-- crash between the gate and the database loses no unit.
-- KEYS: 1 the gate (hash), 2 its leases (sorted set by expiry)
-- ARGV: 1 claim, 2 customer, 3 quantity, 4 lifetime of the lease in milliseconds,
--   5 milliseconds after which the gate must be rebuilt from the database
-- Returns, with due = 1 for the one caller that must rebuild the gate:
--   { 'leased', due, remaining units }
--   { 'sold_out', due, remaining units, milliseconds until the next lease expires, or 'inf' }
--   { 'limit_reached', due }               by the leases of the gate
--   { 'not_started', due, the start as text } { 'ended', due }
--   { 'missing' }                          no gate, or its leases were evicted: it must be rebuilt
local gate, leases = KEYS[1], KEYS[2]
local claim, customer, quantity = ARGV[1], ARGV[2], tonumber(ARGV[3])
local sale = redis.call('HMGET', gate, 'units', 'limit', 'startsAt', 'endsAt', 'taken', 'checkedAt', 'starts')
if not sale[1] then
  return { 'missing' }
end
local units, limit, taken = tonumber(sale[1]), tonumber(sale[2]), tonumber(sale[5])
if taken > 0 and redis.call('EXISTS', leases) == 0 then
  return { 'missing' }
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local due = 0
if now - tonumber(sale[6]) >= tonumber(ARGV[5]) then
  due = 1
  redis.call('HSET', gate, 'checkedAt', now)
end
if now < tonumber(sale[3]) then
  return { 'not_started', due, sale[7] }
end
if now >= tonumber(sale[4]) then
  return { 'ended', due }
end

local expired = redis.call('ZRANGEBYSCORE', leases, '-inf', now)
for _, lease in ipairs(expired) do
  local id, held, owner = string.match(lease, '^(%S+) (%d+) (.+)$')
  taken = taken - tonumber(held)
  if redis.call('HINCRBY', gate, 'c:' .. owner, -tonumber(held)) <= 0 then
    redis.call('HDEL', gate, 'c:' .. owner)
  end
  redis.call('HDEL', gate, 't:' .. id)
end
if #expired > 0 then
  redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
  redis.call('HSET', gate, 'taken', taken)
end

if quantity > units - taken then
  local first = redis.call('ZRANGE', leases, 0, 0, 'WITHSCORES')
  local expiry = first[2] or 'inf'
  return { 'sold_out', due, units - taken, expiry == 'inf' and 'inf' or tonumber(expiry) - now }
end
if tonumber(redis.call('HGET', gate, 'c:' .. customer) or '0') + quantity > limit then
  return { 'limit_reached', due }
end
redis.call('ZADD', leases, now + tonumber(ARGV[4]), claim .. ' ' .. quantity .. ' ' .. customer)
redis.call('PEXPIRE', leases, math.max(1, redis.call('PTTL', gate)))
redis.call('HINCRBY', gate, 'taken', quantity)
redis.call('HINCRBY', gate, 'c:' .. customer, quantity)
redis.call('HSET', gate, 't:' .. claim, now .. ' leased')
return { 'leased', due, units - taken - quantity }
