namespace Nonolive.Hive.Functions;

/// <summary>Aggregates; {d} is DISTINCT where it is written, {o} the OVER clause where there is one.</summary>
internal static class AggregateFunctions
{
    public const string Rows = """
        count(a*) -> bigint =  #golden
        sum(I) -> bigint = hv_wrap(sum({d}{0}){o}) #golden
        sum(N) -> decimal =  #golden
        sum(f) -> double =  #golden
        avg(N) -> decimal =  #golden
        avg(f) -> double =  #golden
        min(a) -> =0 = min({0}){o} #golden
        max(a) -> =0 = max({0}){o} #golden
        collect_list(a) -> [=0] = coalesce(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, []) #golden
        collect_set(a) -> [=0] = coalesce(list(DISTINCT {0}) FILTER (WHERE {0} IS NOT NULL){o}, []) #golden
        std,stddev,stddev_pop(f) -> double = stddev_pop({d}{0}){o} #golden
        stddev_samp(f) -> double = stddev_samp({d}{0}){o} #golden
        variance,var_pop(f) -> double = var_pop({d}{0}){o} #golden
        var_samp(f) -> double = var_samp({d}{0}){o} #golden
        covar_pop(f f) -> double = covar_pop({0}, {1}){o} #golden
        covar_samp(f f) -> double = covar_samp({0}, {1}){o} #golden
        corr(f f) -> double = CASE WHEN regr_count({0}, {1}){o} > 1 THEN corr({0}, {1}){o} END #golden
        percentile(l f) -> double = quantile_cont(CAST({0} AS DOUBLE), {1}){o} #golden
        percentile(l A) -> array<double> = quantile_cont(CAST({0} AS DOUBLE), {1}){o} #golden
        percentile_approx(f f) -> double = hv_percentile_approx(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, {1}, 10000) #golden
        percentile_approx(f f i) -> double = hv_percentile_approx(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, {1}, {2}) #golden
        percentile_approx(f A) -> array<double> = hv_percentile_approx_array(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, CAST({1} AS DOUBLE[]), 10000) #golden
        percentile_approx(f A i) -> array<double> = hv_percentile_approx_array(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, CAST({1} AS DOUBLE[]), {2}) #golden
        histogram_numeric(f i) -> array<struct<x:double,y:double>> = hv_histogram_numeric(list({0}) FILTER (WHERE {0} IS NOT NULL){o}, {1}) #golden
        """;

    public const string Windows = """
        row_number() -> int = CAST(row_number(){o} AS INTEGER) #golden
        rank() -> int = CAST(rank(){o} AS INTEGER) #golden
        dense_rank() -> int = CAST(dense_rank(){o} AS INTEGER) #golden
        percent_rank() -> double = percent_rank(){o} #golden
        cume_dist() -> double = cume_dist(){o} #golden
        ntile(i) -> int = CAST(ntile({0}){o} AS INTEGER) #golden
        lead(a) -> =0 = lead({0}){o} #golden
        lead(a #) -> =0 = lead({0}, {1}){o} #golden
        lead(c # c) -> c = lead({0}, {1}, {2}){o} #golden
        lag(a) -> =0 = lag({0}){o} #golden
        lag(a #) -> =0 = lag({0}, {1}){o} #golden
        lag(c # c) -> c = lag({0}, {1}, {2}){o} #golden
        first_value(a) -> =0 = first_value({0}){o} #golden
        first_value(a b) -> =0 =  #golden
        last_value(a) -> =0 = last_value({0}){o} #golden
        last_value(a b) -> =0 =  #golden
        """;
}
