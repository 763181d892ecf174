namespace Koppel.Sdk.Connections;

/// <summary>
/// Something that was read from a remote system and is taken to be so for a while. Who asks while it is being read waits for it. Safe to
/// use from many threads.
/// </summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="fresh">How long it is taken to be so.</param>
public sealed class KeptValue<T>(TimeProvider time, TimeSpan fresh) : IDisposable
{
    readonly SemaphoreSlim _reading = new(1);
    T? _value;
    long? _readAt;

    /// <summary>The value, read when there is none or it is too old.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> GetAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken = default)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_readAt is { } at && time.GetElapsedTime(at) < fresh) return _value!;
            var begun = time.GetTimestamp();
            _value = await read(cancellationToken);
            _readAt = begun;
            return _value;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The value that was read last, however old; the default of its type when none was. It reads nothing and waits for nobody.</summary>
    public T? Last => _value;

    /// <summary>What is known may be so no longer: it is read again.</summary>
    public void Forget() => _readAt = null;

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();
}
