-- Releases a lock, if the owner still has it.
-- KEYS: 1 the lock (string: the owner)
-- ARGV: 1 owner
-- Returns { 'released' }, or { 'not_held' } without a change when the lock has expired or another owner has it.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return { 'released' }
end
return { 'not_held' }
