namespace Koppel.Engine.Hosting;

/// <summary>A session that was told to refuse a second script runs one.</summary>
public sealed class SessionBusyException : InvalidOperationException
{
    internal SessionBusyException()
        : base("The session runs another script. Wait for its end, stop it, or open another session.")
    {
    }
}
