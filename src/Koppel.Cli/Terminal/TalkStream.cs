namespace Koppel.Cli.Terminal;

/// <summary>
/// Stderr, whose faults end nothing: when it is closed or its disk is full there is nobody to tell, and a load that is under way must not
/// break off for that.
/// </summary>
/// <param name="inner">Stderr.</param>
sealed class TalkStream(Stream inner) : StandardStream(inner)
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        try
        {
            base.Flush();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
