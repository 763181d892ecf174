using System.Collections.Concurrent;
using System.Diagnostics;
using Koppel.Engine.Configuration.Editing;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>Tests connections, written or not, and knows what came of the last test of each. Safe to use from many threads.</summary>
/// <param name="editor">Knows the connections of the file.</param>
/// <param name="engines">Knows all connections.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionTrials(ConnectionEditor editor, EngineHolder engines, TimeProvider time)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly ConcurrentDictionary<string, TrialOutcome> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What came of the last test of a connection as it is; null when there was none.</summary>
    public TrialOutcome? Last(string name) => _last.GetValueOrDefault(name);

    /// <summary>A connection is another one now: what was found of it holds no more.</summary>
    public void Forget(string name) => _last.TryRemove(name, out _);

    /// <summary>Tests a connection as it is.</summary>
    /// <exception cref="ApiFault">There is none of that name.</exception>
    public async Task<TrialOutcome> TestAsync(string name, CancellationToken cancellationToken)
    {
        await using var use = engines.Take();
        var connection = use.Told.Engine.Connections.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiFault.NotFound("no-connection",
                $"There is no connection '{name}' that could be tested. {engines.Problem}".TrimEnd());
        return _last[connection.Name] = await TestAsync(use.Engine, connection, [], cancellationToken);
    }

    /// <summary>Tests what stands in a form, without writing it.</summary>
    /// <param name="name">The name that it has or gets.</param>
    /// <param name="type">The kind of system.</param>
    /// <param name="over">The connection whose form it is; null for a new one.</param>
    /// <param name="input">What stands in the form.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TrialOutcome> TryAsync(
        string name, string type, string? over, ConnectionInput input, CancellationToken cancellationToken)
    {
        var there = over is null ? null : editor.Find(editor.Read(), over);
        var connector = editor.ConnectorOf(type, "The form");
        if (there is not null) SecretWay.Check(connector, there, input);
        var values = there?.Settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.OrdinalIgnoreCase)
            ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (setting, value) in input.Values) Put(setting, value);
        foreach (var (setting, secret) in input.Secrets)
            Put(setting, secret.Variable is { } variable ? new SecretReference(false, variable).Text
                : secret.Value is { } given ? SecretReference.Plain(given) : null);
        var hidden = input.Secrets.Values.Select(s => s.Value).OfType<string>().Where(s => s.Length > 3).ToList();
        if (UnwrittenConnection.Check(name, type, values, editor.Source, out var wrong) is not { } settings)
            return new TrialOutcome(time.GetUtcNow(), false, [.. wrong.Select(w => Hidden(w, hidden))], 0);
        await using var use = engines.Take();
        // An engine of its own: one of the same name shares nothing with it, and leaves nothing behind.
        await using var engine = new KoppelEngine(use.Told.Engine with
        {
            Connectors = editor.Setup.Connectors, Connections = [settings], BaseFolder = editor.Source.WorkingFolder, StateFolder = null,
            Ledger = null, Calls = null, Secrets = editor.Setup.Secrets,
        });
        return await TestAsync(engine, settings, hidden, cancellationToken);

        void Put(string setting, string? value)
        {
            if (value is null) values.Remove(setting);
            else values[setting] = value;
        }
    }

    async Task<TrialOutcome> TestAsync(
        KoppelEngine engine, ConnectionSettings connection, IReadOnlyList<string> hidden, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        bool isOk;
        List<string> sentences;
        try
        {
            var test = await engine.TestAsync(connection, patience.Token);
            isOk = test.Fault is null;
            sentences = [isOk ? $"It works: {test.Found}." : FaultOf.Text(test.Fault!), .. test.Warnings];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            (isOk, sentences) = (false, [$"There was no answer within {s_patience.TotalSeconds:0} seconds. Is the address right?"]);
        }
        return new TrialOutcome(time.GetUtcNow(), isOk, [.. sentences.Select(s => Hidden(s, hidden))],
            (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    /// <summary>No answer of a system brings back what was typed, whatever it quotes.</summary>
    static string Hidden(string sentence, IReadOnlyList<string> secrets) =>
        secrets.Aggregate(sentence, (text, secret) => text.Replace(secret, "…", StringComparison.Ordinal));
}

/// <summary>What came of a test.</summary>
/// <param name="At">When it ended.</param>
/// <param name="IsOk">Whether the connection works.</param>
/// <param name="Sentences">What is to be told of it.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record TrialOutcome(DateTimeOffset At, bool IsOk, IReadOnlyList<string> Sentences, long Milliseconds);
