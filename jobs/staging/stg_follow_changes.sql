-- How the follows of the day end changed: a pair that follows at the end of the day and did not at its start is new, one
-- that followed at its start and does not at the end is lost. Back and forth within a day cancels out.
-- Grain: one row per user and anchor whose follow changed on the business day.
use ${hivevar:database};

with changes as (
  select
    user_id, anchor_id, op,
    row_number() over (partition by user_id, anchor_id order by change_seq, op) as from_start,
    row_number() over (partition by user_id, anchor_id order by change_seq desc, op desc) as from_end
  from raw_follows
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
    and op in ('I', 'U', 'D') and user_id is not null and anchor_id is not null
    -- A time of commit is a text of fixed width, so texts compare as times do.
    and dms_commit_ts >= cast(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}') as string)
    and dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)
),

ends as (
  select
    user_id, anchor_id,
    max(case when from_start = 1 and op <> 'I' then 1 else 0 end) as followed_before,
    max(case when from_end = 1 and op <> 'D' then 1 else 0 end) as follows_after
  from changes
  group by user_id, anchor_id
)

insert overwrite table stg_follow_changes partition (dt = '${hivevar:dt}')
select
  user_id, anchor_id,
  case when followed_before = 0 and follows_after = 1 then 1 else 0 end as gained,
  case when followed_before = 1 and follows_after = 0 then 1 else 0 end as lost
from ends
where followed_before <> follows_after;
