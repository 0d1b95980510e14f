using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>The flows of a Parallel state, or of a Map's iterations, side by side.</summary>
internal static class Branches
{
    /// <summary>Runs all, at most so many at a time; the first failure stops the others and is the state's failure.</summary>
    public static async Task<JsonataArray> RunAsync(
        IEnumerable<Func<CancellationToken, Task<object?>>> jobs, int most, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(Math.Max(1, most));
        StateFailure? first = null;
        var tasks = jobs.Select(async job =>
        {
            await slots.WaitAsync(stop.Token);
            try
            {
                return await job(stop.Token);
            }
            catch (Exception e) when (e is StateFailure or JsonataException)
            {
                var failure = e as StateFailure ?? new StateFailure("States.QueryEvaluationError", e.Message, e);
                Interlocked.CompareExchange(ref first, failure, null);
                await stop.CancelAsync();
                throw failure;
            }
            finally
            {
                slots.Release();
            }
        }).ToList();
        try
        {
            return new JsonataArray(await Task.WhenAll(tasks));
        }
        catch (Exception e) when (first is not null && e is StateFailure or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw first ?? new StateFailure("States.Runtime", e.Message, e);
        }
    }
}
