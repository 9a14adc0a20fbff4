-- It is told no zone any more: whichever becomes the fallback is none yet.
drop function if exists end_fallback_zone(jsonb, text);
