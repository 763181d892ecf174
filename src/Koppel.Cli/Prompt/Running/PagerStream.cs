using System.ComponentModel;
using System.Diagnostics;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Running;

/// <summary>
/// Text for a person that goes to the screen when it fits there, and to a pager, which lets one go to the right and down, when it does not.
/// </summary>
/// <param name="screen">The screen.</param>
/// <param name="pager">The command of the pager.</param>
sealed class PagerStream(Screen screen, string pager) : StandardStream(Null)
{
    readonly MemoryStream _kept = new();
    Process? _pager;

    /// <summary>The pager was closed before it had all.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsClosed) return; // What a writer still holds when it is disposed.
        if (_pager is null)
        {
            _kept.Write(buffer);
            if (Fits()) return;
            _pager = Start();
            buffer = _kept.GetBuffer().AsSpan(0, (int)_kept.Length);
        }
        try
        {
            _pager.StandardInput.BaseStream.Write(buffer);
            _pager.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            IsClosed = true;
            throw;
        }
    }

    /// <summary>All was written: shows it, or waits until the pager is closed.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_pager is null) await screen.Output.WriteAsync(_kept.GetBuffer().AsMemory(0, (int)_kept.Length), cancellationToken);
        else await EndAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_pager is not null) await EndAsync();
        _pager?.Dispose();
        await _kept.DisposeAsync();
        await base.DisposeAsync();
    }

    async Task EndAsync()
    {
        try
        {
            _pager!.StandardInput.Close();
        }
        catch (IOException)
        {
            IsClosed = true; // What was left in it is not wanted.
        }
        await _pager!.WaitForExitAsync(CancellationToken.None);
    }

    bool Fits()
    {
        var text = TextEncoding.Utf8.GetString(_kept.GetBuffer(), 0, (int)_kept.Length).Split('\n');
        return text.Length < screen.Height - 2 && text.All(line => CellWidth.Of(line) <= screen.Width);
    }

    Process Start()
    {
        try
        {
            var (shell, option) = OperatingSystem.IsWindows() ? ("cmd", "/c") : ("sh", "-c");
            return Process.Start(new ProcessStartInfo(shell, [option, pager]) { RedirectStandardInput = true })!;
        }
        catch (Win32Exception fault)
        {
            throw new UsageException(
                $"The pager '{pager}' cannot be started: {fault.Message.TrimEnd('.')}. Type .pager off, or set PAGER.");
        }
    }
}
