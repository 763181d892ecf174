using Koppel.Cli.Terminal;

namespace Koppel.Cli.Tests.Prompt;

/// <summary>Keys that a person types, in pieces as they come; behind them the terminal is gone.</summary>
sealed class FakeKeys(params string[] pieces) : IKeys
{
    readonly Queue<string> _pieces = new(pieces);
    readonly KeyDecoder _decoder = new();

    public bool HasMore => false;

    public void Begin()
    {
    }

    public void End()
    {
    }

    public IReadOnlyList<Key> Read(int milliseconds)
    {
        if (_pieces.TryDequeue(out var piece)) return _decoder.Take(piece);
        Thread.Sleep(1); // What runs in the background gets its turn.
        return _decoder.IsWaiting ? _decoder.Settle() : [new Key(KeyCode.Closed)];
    }
}
