-- The gate of a flash sale: lets at most the allocation through. What passes has a lease that lapses by itself, so that a
-- crash between this gate and the database strands no unit.
-- KEYS: 1 the gate (hash), 2 its leases (sorted set by when they lapse)
-- ARGV: 1 claim, 2 customer, 3 quantity, 4 how long the lease lives in milliseconds,
--   5 after how many milliseconds somebody shall look whether the database says the same
-- Answers, with due = 1 for the one caller who shall look:
--   { 'leased', due, units that are left }
--   { 'sold_out', due, units that are left, milliseconds until the next lease lapses, or 'inf' }
--   { 'limit_reached', due }                       as far as the gate knows
--   { 'not_started', due, when it starts, as text } { 'ended', due }
--   { 'missing' }                                  the gate is not here, or lost its leases: it must be rebuilt
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

local lapsed = redis.call('ZRANGEBYSCORE', leases, '-inf', now)
for _, lease in ipairs(lapsed) do
  local id, held, owner = string.match(lease, '^(%S+) (%d+) (.+)$')
  taken = taken - tonumber(held)
  if redis.call('HINCRBY', gate, 'c:' .. owner, -tonumber(held)) <= 0 then
    redis.call('HDEL', gate, 'c:' .. owner)
  end
  redis.call('HDEL', gate, 't:' .. id)
end
if #lapsed > 0 then
  redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
  redis.call('HSET', gate, 'taken', taken)
end

if quantity > units - taken then
  local first = redis.call('ZRANGE', leases, 0, 0, 'WITHSCORES')
  local lapses = first[2] or 'inf'
  return { 'sold_out', due, units - taken, lapses == 'inf' and 'inf' or tonumber(lapses) - now }
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
