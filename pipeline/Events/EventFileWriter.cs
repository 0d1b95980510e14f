using System.Buffers;
using System.IO.Compression;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Events;

/// <summary>
/// Collects JSON lines and stores them, compressed, in the folder of the hour they arrived in:
/// <c>events/dt=/hour=/HOST-ULID.json.gz</c>. Nothing is stored before a batch is full, flushed or disposed; a batch is one
/// put, so readers see all of it or nothing. Safe for concurrent use.
/// </summary>
public sealed class EventFileWriter : IAsyncDisposable
{
    private readonly IObjectStore _store;
    private readonly EventFileOptions _options;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, EventBatch> _open = [];
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    /// <summary>A writer to a bucket.</summary>
    /// <param name="store">Where the bucket lies.</param>
    /// <param name="options">Bucket, host and sizes.</param>
    public EventFileWriter(IObjectStore store, EventFileOptions options)
    {
        _store = store;
        _options = options;
    }

    /// <summary>Lines stored so far.</summary>
    public long LinesStored { get; private set; }

    /// <summary>Objects stored so far.</summary>
    public long ObjectsStored { get; private set; }

    /// <summary>Adds an event to the batch of the hour it was received in.</summary>
    public async Task WriteAsync(AppEvent appEvent, CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _line.ResetWrittenCount();
            appEvent.WriteTo(_line);
            await AddAsync(_line.WrittenMemory, appEvent.ReceivedAt, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Adds a line as it is, good or broken; the line end is added here.</summary>
    public async Task WriteLineAsync(ReadOnlyMemory<byte> line, DateTimeOffset arrival, CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            await AddAsync(line, arrival, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stores every open batch.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            foreach (var folder in _open.Keys.Order(StringComparer.Ordinal).ToList())
                await StoreAsync(folder, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        _gate.Dispose();
    }

    private async Task AddAsync(ReadOnlyMemory<byte> line, DateTimeOffset arrival, CancellationToken cancellation)
    {
        var folder = LakeLayout.EventFolder(arrival);
        if (!_open.TryGetValue(folder, out var batch))
            _open[folder] = batch = new EventBatch(arrival);
        batch.Add(line.Span);
        if (batch.Lines >= _options.MaxLines || batch.Bytes >= _options.MaxBytes)
            await StoreAsync(folder, cancellation);
    }

    // The batch is forgotten only after the put has succeeded, so a failed put can be tried again.
    private async Task StoreAsync(string folder, CancellationToken cancellation)
    {
        var batch = _open[folder];
        var uri = new ObjectUri(_options.Bucket, $"{folder}{_options.Host}-{_options.NewId(batch.FirstArrival)}.json.gz");
        await _store.PutAsync(uri, batch.Finish(), new PutOptions { ContentType = "application/gzip" }, cancellation);
        _open.Remove(folder);
        batch.Dispose();
        LinesStored += batch.Lines;
        ObjectsStored++;
    }

    private sealed class EventBatch(DateTimeOffset firstArrival) : IDisposable
    {
        private readonly MemoryStream _compressed = new();
        private GZipStream? _gzip;

        public DateTimeOffset FirstArrival { get; } = firstArrival;

        public int Lines { get; private set; }

        public long Bytes { get; private set; }

        public void Add(ReadOnlySpan<byte> line)
        {
            // After a put that failed, lines go into a second gzip member; readers take members one after the other.
            if (_gzip is null)
                _compressed.Position = _compressed.Length;
            _gzip ??= new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
            _gzip.Write(line);
            _gzip.WriteByte((byte)'\n');
            Lines++;
            Bytes += line.Length + 1;
        }

        public MemoryStream Finish()
        {
            _gzip?.Dispose();
            _gzip = null;
            _compressed.Position = 0;
            return _compressed;
        }

        public void Dispose()
        {
            _gzip?.Dispose();
            _compressed.Dispose();
        }
    }
}
