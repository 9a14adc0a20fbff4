-- Lets one caller at a time rebuild a gate, and tells it the time before it reads the database.
-- KEYS: 1 the lock (string)
-- ARGV: 1 how long nobody else shall begin, in milliseconds; 0 begins whoever else does
-- Answers { 'begin', time in milliseconds } or { 'busy' }.
local lifetime = tonumber(ARGV[1])
if lifetime > 0 and not redis.call('SET', KEYS[1], '1', 'NX', 'PX', lifetime) then
  return { 'busy' }
end
local time = redis.call('TIME')
return { 'begin', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) }
