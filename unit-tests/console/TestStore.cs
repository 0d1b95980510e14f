using Nonolive.Pipeline.Storage;

namespace Nonolive.WebConsole.Tests;

/// <summary>A store whose puts can be held back or made to fail.</summary>
internal sealed class TestStore(IObjectStore inner) : IObjectStore
{
    private TaskCompletionSource _gate = Opened();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? Fault { get; set; }

    /// <summary>Ends when a put has arrived.</summary>
    public Task Arrived => _arrived.Task;

    public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    public async Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
    {
        _arrived.TrySetResult();
        await _gate.Task;
        return Fault is null ? await inner.PutAsync(uri, content, options, cancellation) : throw Fault;
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default) =>
        inner.ListAsync(bucket, prefix, cancellation);

    public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.HeadAsync(uri, cancellation);

    public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default) =>
        Fault is null ? inner.OpenReadAsync(uri, cancellation) : throw Fault;

    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
        inner.DeleteAsync(bucket, keys, cancellation);

    public string? LocalPath(ObjectUri uri) => inner.LocalPath(uri);

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
