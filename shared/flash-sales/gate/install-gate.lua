-- Makes a gate say what the database said, all at once, while claims keep coming. Kept beside that are leases on their way
-- to the database, and what was confirmed since it was read; what was returned since stays returned.
-- KEYS: 1 the gate (hash), 2 its leases (sorted set by when they lapse)
-- ARGV: 1 the time before the database was read (begin-rebuild), 2 allocation, 3 limit per customer,
--   4 and 5 in how many milliseconds the sale starts and ends, 6 when it starts, as text,
--   7 how long the keys outlive the sale in milliseconds, then for each claim that counts:
--   claim, customer, quantity, in how many milliseconds it lapses or 'inf' when it is bought
-- Answers { 'installed', units taken } or { 'superseded' } when a later reading is installed already.
local gate, leases = KEYS[1], KEYS[2]
local asOf = tonumber(ARGV[1])
if tonumber(redis.call('HGET', gate, 'asOf') or '0') > asOf then
  return { 'superseded' }
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local touched, returned, fields = {}, {}, {}
local entries = redis.call('HGETALL', gate)
for index = 1, #entries, 2 do
  local kind, claim = string.match(entries[index], '^([tr]):(.+)$')
  if kind == 't' then
    touched[claim] = entries[index + 1]
  elseif kind == 'r' and tonumber(entries[index + 1]) >= asOf then
    returned[claim] = entries[index + 1]
  end
end

local kept, customers, taken = {}, {}, 0
local function keep(claim, customer, quantity, lapses, state)
  if kept[claim] then
    taken = taken - kept[claim].quantity
    customers[kept[claim].customer] = customers[kept[claim].customer] - kept[claim].quantity
  end
  kept[claim] = { customer = customer, quantity = quantity, lapses = lapses, state = state }
  taken = taken + quantity
  customers[customer] = (customers[customer] or 0) + quantity
end
local present = redis.call('ZRANGEBYSCORE', leases, '(' .. now, '+inf', 'WITHSCORES')
for index = 1, #present, 2 do
  local claim, quantity, customer = string.match(present[index], '^(%S+) (%d+) (.+)$')
  local at, state = string.match(touched[claim] or '', '^(%d+) (%a+)$')
  if state == 'leased' or (at and tonumber(at) >= asOf) then
    keep(claim, customer, tonumber(quantity), present[index + 1], touched[claim])
  end
end
for index = 8, #ARGV, 4 do
  local claim, lapses = ARGV[index], ARGV[index + 3]
  if not returned[claim] then
    if lapses ~= 'inf' then
      lapses = now + tonumber(lapses)
    end
    keep(claim, ARGV[index + 1], tonumber(ARGV[index + 2]), lapses, asOf .. ' confirmed')
  end
end

redis.call('DEL', gate, leases)
redis.call('HSET', gate, 'units', ARGV[2], 'limit', ARGV[3], 'startsAt', now + tonumber(ARGV[4]),
  'endsAt', now + tonumber(ARGV[5]), 'starts', ARGV[6], 'taken', taken, 'checkedAt', now, 'asOf', asOf)
for claim, at in pairs(returned) do
  redis.call('HSET', gate, 'r:' .. claim, at)
end
for claim, lease in pairs(kept) do
  redis.call('ZADD', leases, lease.lapses, claim .. ' ' .. lease.quantity .. ' ' .. lease.customer)
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
