-- Replaces a gate by the state of the database, atomically, while claims arrive. Leases that the database has not
-- confirmed yet and leases that were confirmed after the read stay. Claims that were returned after the read stay returned.
-- KEYS: 1 the gate (hash), 2 its leases (sorted set by expiry)
-- ARGV: 1 the time before the read of the database (see begin-rebuild), 2 allocation, 3 limit per customer,
--   4 and 5 milliseconds until the sale starts and ends, 6 the start as text,
--   7 how long the keys exist after the end of the sale in milliseconds, then for each open or bought claim:
--   claim, customer, quantity, milliseconds until it expires, or 'inf' for a bought claim
-- Returns { 'installed', units taken }, or { 'superseded' } when a later read is installed already.
local gate, leases = KEYS[1], KEYS[2]
local asOf = tonumber(ARGV[1])
if tonumber(redis.call('HGET', gate, 'asOf') or '0') > asOf then
  return { 'superseded' }
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local touched, returned = {}, {}
local entries = redis.call('HGETALL', gate)
for index = 1, #entries, 2 do
  local kind, claim = string.match(entries[index], '^([tr]):(.+)$')
  if kind == 't' then
    touched[claim] = entries[index + 1]
  elseif kind == 'r' and tonumber(entries[index + 1]) >= asOf then
    returned[claim] = entries[index + 1]
  end
end

local merged, customers, taken = {}, {}, 0
local function add(claim, customer, quantity, expiry, state)
  if merged[claim] then
    taken = taken - merged[claim].quantity
    customers[merged[claim].customer] = customers[merged[claim].customer] - merged[claim].quantity
  end
  merged[claim] = { customer = customer, quantity = quantity, expiry = expiry, state = state }
  taken = taken + quantity
  customers[customer] = (customers[customer] or 0) + quantity
end
local present = redis.call('ZRANGEBYSCORE', leases, '(' .. now, '+inf', 'WITHSCORES')
for index = 1, #present, 2 do
  local claim, quantity, customer = string.match(present[index], '^(%S+) (%d+) (.+)$')
  local at, state = string.match(touched[claim] or '', '^(%d+) (%a+)$')
  if state == 'leased' or (at and tonumber(at) >= asOf) then
    add(claim, customer, tonumber(quantity), present[index + 1], touched[claim])
  end
end
for index = 8, #ARGV, 4 do
  local claim, expiry = ARGV[index], ARGV[index + 3]
  if not returned[claim] then
    if expiry ~= 'inf' then
      expiry = now + tonumber(expiry)
    end
    add(claim, ARGV[index + 1], tonumber(ARGV[index + 2]), expiry, asOf .. ' confirmed')
  end
end

redis.call('DEL', gate, leases)
redis.call('HSET', gate, 'units', ARGV[2], 'limit', ARGV[3], 'startsAt', now + tonumber(ARGV[4]),
  'endsAt', now + tonumber(ARGV[5]), 'starts', ARGV[6], 'taken', taken, 'checkedAt', now, 'asOf', asOf)
for claim, at in pairs(returned) do
  redis.call('HSET', gate, 'r:' .. claim, at)
end
for claim, lease in pairs(merged) do
  redis.call('ZADD', leases, lease.expiry, claim .. ' ' .. lease.quantity .. ' ' .. lease.customer)
  redis.call('HSET', gate, 't:' .. claim, lease.state)
end
for customer, quantity in pairs(customers) do
  if quantity > 0 then
    redis.call('HSET', gate, 'c:' .. customer, quantity)
  end
end
local lifetime = math.max(0, tonumber(ARGV[5])) + tonumber(ARGV[7])
redis.call('PEXPIRE', gate, lifetime)
redis.call('PEXPIRE', leases, lifetime)
return { 'installed', taken }
