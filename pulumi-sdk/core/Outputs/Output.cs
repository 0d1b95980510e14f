using Pulumi.Running;

namespace Pulumi;

/// <summary>A value that becomes available when the resources it depends on have been registered.</summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        if (!data.IsCompletedSuccessfully)
            DeploymentRun.Current?.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    public static Output<T> Create(Task<T> value) => Output.Create(value);

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        new(ApplyAsync(value => Task.FromResult(OutputData.Known(func(value)))));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        new(ApplyAsync(async value => OutputData.Known(await func(value))));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        new(ApplyAsync(value => func(value).ToOutput().Data));

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        new(ApplyAsync(value => (func(value) ?? Output.Create(default(TResult)!)).Data));

    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        new(ApplyAsync(async value =>
        {
            await func(value);
            return OutputData.Known(default(ValueTuple));
        }));

    public override string ToString()
    {
        const string Message = "Calling [ToString] on an [Output<T>] is not supported: use Apply or Output.Format to build a string from its value.";
        Log.Warn(Message);
        return Message;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data;
        return data.With<object?>(data.Value);
    }

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Task<OutputData<TResult>>> func)
    {
        var outer = await Data;
        // A value that is not known yet cannot be given to the function; that it is secret is known all the same.
        if (!outer.IsKnown)
            return new OutputData<TResult>(outer.Resources, default!, false, outer.IsSecret);
        var inner = await func(outer.Value);
        return new OutputData<TResult>(
            OutputData.Union(outer.Resources, inner.Resources), inner.Value, inner.IsKnown, outer.IsSecret || inner.IsSecret);
    }
}
