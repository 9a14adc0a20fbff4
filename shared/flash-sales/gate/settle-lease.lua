-- Tells the gate what the database has said of a claim.
-- KEYS: 1 the gate (hash), 2 its leases (sorted set by when they lapse)
-- ARGV: 1 'confirm' or 'return', 2 claim, 3 customer, 4 quantity,
--   5 for 'confirm': in how many milliseconds the claim lapses
-- Answers
--   { 'confirmed' }   the lease lives as long as the claim; one that the gate did not have is counted now
--   { 'returned' }    its units are free; { 'not_held' } when it held none
--   { 'missing' }     there is no gate: nothing changes
local gate, leases = KEYS[1], KEYS[2]
local claim, customer, quantity = ARGV[2], ARGV[3], tonumber(ARGV[4])
local lease = claim .. ' ' .. quantity .. ' ' .. customer
if redis.call('HEXISTS', gate, 'units') == 0 then
  return { 'missing' }
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

if ARGV[1] == 'return' then
  -- A rebuild that has read the database before must not bring the lease back.
  redis.call('HSET', gate, 'r:' .. claim, now)
  redis.call('HDEL', gate, 't:' .. claim)
  if redis.call('ZREM', leases, lease) == 0 then
    return { 'not_held' }
  end
  redis.call('HINCRBY', gate, 'taken', -quantity)
  if redis.call('HINCRBY', gate, 'c:' .. customer, -quantity) <= 0 then
    redis.call('HDEL', gate, 'c:' .. customer)
  end
  return { 'returned' }
end

if redis.call('ZADD', leases, now + tonumber(ARGV[5]), lease) == 1 then
  redis.call('HINCRBY', gate, 'taken', quantity)
  redis.call('HINCRBY', gate, 'c:' .. customer, quantity)
  redis.call('PEXPIRE', leases, math.max(1, redis.call('PTTL', gate)))
end
redis.call('HSET', gate, 't:' .. claim, now .. ' confirmed')
return { 'confirmed' }
