-- The day's lines that are no events, whole, with the reason and the place they came from.
-- Grain: one row per line that could not be read.
use ${hivevar:database};

insert overwrite table quarantine_events partition (dt = '${hivevar:dt}')
select source_object, source_offset, arrival_ms, reason, line
from stg_event_lines
where dt = '${hivevar:dt}' and reason is not null;
