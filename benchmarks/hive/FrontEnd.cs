using System.Diagnostics;

namespace Nonolive.Hive.Benchmarks;

/// <summary>Parse, bind, prune and write SQL: EXPLAIN does all of it and runs nothing.</summary>
internal static class FrontEnd
{
    private const string Statement = """
        explain with e as (select country, platform, user_id, stall_ms, event_time from p where country in ('ID', 'SG') and event_type like 'room%'),
          d as (select country, platform, to_date(event_time) as day, count(distinct user_id) as users, sum(stall_ms) as stall from e group by country, platform, to_date(event_time))
        select d.*, rank() over (partition by day order by users desc) as place, round(stall / users, 2) as each_, case when users > 10 then 'big' else 'small' end as size_
        from d left join (select distinct country from p) c on d.country = c.country where d.users > 0 order by day, place limit 10
        """;

    public static async Task<double> MillisecondsAsync(EventLake lake)
    {
        await using var session = Jobs.Session(lake);
        await session.ExecuteAsync("create table p (event_type string, event_time string, user_id bigint, country string, platform string, stall_ms int)", "p");
        const int rounds = 200;
        for (var round = 0; round < rounds; round++)
            await session.ExecuteAsync(Statement, "warm.sql");
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
            await session.ExecuteAsync(Statement, "front.sql");
        return watch.Elapsed.TotalMilliseconds / rounds;
    }
}
