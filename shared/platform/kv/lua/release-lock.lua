-- Gives a lock back, if it is still its owner's.
-- KEYS: 1 the lock (string: the owner)
-- ARGV: 1 owner
-- Answers { 'released' }, or { 'not_held' } when it lapsed or somebody else has it: then nothing changes.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return { 'released' }
end
return { 'not_held' }
