namespace Koppel.Cli.Terminal;

/// <summary>Where keys come from.</summary>
interface IKeys
{
    /// <summary>Whether more has come already, so that it is not worth while to draw yet.</summary>
    bool HasMore { get; }

    /// <summary>Takes the keyboard over: from now on it gives keys, and nothing that is typed is shown.</summary>
    void Begin();

    /// <summary>Waits for keys.</summary>
    /// <param name="milliseconds">How long to wait at most.</param>
    /// <returns>Those that came, none when none did; <see cref="KeyCode.Closed"/> when no more will come.</returns>
    IReadOnlyList<Key> Read(int milliseconds);

    /// <summary>Gives the keyboard back to the terminal.</summary>
    void End();
}
