-- Gives back what one request had taken of several limits (take-allowance): as if it had not come, as far as the meters
-- still know of it.
-- KEYS: one meter for each limit (string: the time, in milliseconds, at which it is empty)
-- ARGV: for each limit: the interval in milliseconds in which one request comes free
-- Answers { 'returned' }.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
for limit, key in ipairs(KEYS) do
  local filled = tonumber(redis.call('GET', key) or '0') - tonumber(ARGV[limit])
  if filled > now then
    redis.call('SET', key, string.format('%.0f', filled), 'PX', filled - now)
  else
    redis.call('DEL', key)
  end
end
return { 'returned' }
