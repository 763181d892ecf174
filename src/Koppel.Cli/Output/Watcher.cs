using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Sdk.Watching;
using Microsoft.Extensions.Logging;

namespace Koppel.Cli.Output;

/// <summary>
/// Shows what Koppel logs on stderr (<c>--verbose</c>), and writes it with all spans to a file, a line of JSON each (<c>--trace</c>). A
/// line is in the file as soon as it is told, so that it is there after a kill too.
/// </summary>
sealed class Watcher : ILogger
{
    readonly Screen? _screen;
    readonly FileStream? _trace;
    readonly Lock _lock = new();

    /// <summary>Begins to watch.</summary>
    /// <param name="screen">The command's.</param>
    /// <param name="verbose">Whether it is shown there.</param>
    /// <param name="trace">The file, which is replaced, or null.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public Watcher(Screen screen, bool verbose, string? trace)
    {
        if (verbose) _screen = screen;
        if (trace is null) return;
        _trace = Open(trace, screen);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = WriteSpan,
        });
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var (text, now) = (formatter(state, exception), TimeProvider.System.GetUtcNow());
        if (_screen is not null) lock (_lock) _screen.Say(string.Create(CultureInfo.InvariantCulture, $"{now:HH:mm:ss.fff} {text}"));
        Write(json =>
        {
            json.WriteString("kind", "log");
            json.WriteString("time", Time(now));
            json.WriteString("name", eventId.Name);
            json.WriteString("span", Activity.Current is { Source.Name: Telemetry.Name } span ? span.SpanId.ToHexString() : null);
            json.WriteString("level", logLevel.ToString());
            json.WriteString("text", text);
        });
    }

    void WriteSpan(Activity span) => Write(json =>
    {
        json.WriteString("kind", "span");
        json.WriteString("time", Time(span.StartTimeUtc));
        json.WriteString("name", span.OperationName);
        json.WriteString("span", span.SpanId.ToHexString());
        json.WriteString("parent", span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString());
        json.WriteNumber("milliseconds", Math.Round(span.Duration.TotalMilliseconds, 3));
        json.WriteStartObject("tags");
        foreach (var (name, value) in span.TagObjects)
            json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    });

    void Write(Action<Utf8JsonWriter> line)
    {
        if (_trace is null) return;
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            line(json);
            json.WriteEndObject();
        }
        text.WriteByte((byte)'\n');
        lock (_lock) _trace.Write(text.GetBuffer(), 0, (int)text.Length);
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    static FileStream Open(string path, Screen screen)
    {
        try
        {
            return new FileStream(screen.PathOf(path), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--trace: {path} cannot be written: {fault.Message} Name another file.");
        }
    }
}
