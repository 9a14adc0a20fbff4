-- Counts a request against several limits at once, in one round trip: all of them, or none when one is used up.
-- Each limit is a meter that fills by one interval a request and empties with time (the generic cell rate algorithm):
-- so many requests at once, then one an interval, and no window's edge at which twice as many pass.
-- KEYS: one meter for each limit (string: the time, in milliseconds, at which it is empty)
-- ARGV: for each limit: the interval in milliseconds in which one request comes free, and how many fit at once
-- Answers { 'allowed' }, or { 'limited', milliseconds to wait, the number of the limit that asks for the longest wait }.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local filled = {}
local wait, limiting = 0, 0
for limit, key in ipairs(KEYS) do
  local interval, burst = tonumber(ARGV[2 * limit - 1]), tonumber(ARGV[2 * limit])
  local empty = math.max(tonumber(redis.call('GET', key) or '0'), now)
  filled[limit] = empty + interval
  local excess = filled[limit] - now - interval * burst
  if excess > wait then
    wait, limiting = excess, limit
  end
end
if limiting > 0 then
  return { 'limited', wait, limiting }
end
for limit, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.0f', filled[limit]), 'PX', math.max(1, filled[limit] - now))
end
return { 'allowed' }
