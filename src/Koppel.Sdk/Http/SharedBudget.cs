using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Files;

namespace Koppel.Sdk.Http;

/// <summary>
/// The windows of one account that all processes of a user on this machine keep together, in a small file. Who reads it has it alone; the
/// system gives it free however a process ends. A folder that cannot be used is no fault: each process then keeps to the limits on its own,
/// and <see cref="Fault"/> says why.
/// </summary>
internal sealed class SharedBudget
{
    const int Tries = 20;

    /// <summary>After this time without a look at the file the process goes on by itself, and after this it tries again.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5), TryAgain = TimeSpan.FromMinutes(1);
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    readonly string _folder;
    readonly string _path;
    readonly RateLimit[] _limits;
    readonly double _share;
    readonly TimeProvider _time;
    readonly long _process = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
    readonly byte[] _content;
    long? _busySince;
    long? _unusableSince;

    /// <summary>The windows of an account.</summary>
    /// <param name="folder">The folder that the processes share.</param>
    /// <param name="account">What tells accounts apart. It holds no secret.</param>
    /// <param name="limits">All limits of the account.</param>
    /// <param name="share">The part of them that this process may use.</param>
    /// <param name="time">The clock, which is also that of the other processes.</param>
    public SharedBudget(string folder, string account, IEnumerable<RateLimit> limits, double share, TimeProvider time)
    {
        (_folder, _limits, _share, _time) = (folder, [.. limits], share, time);
        var identity = SharedTurn.Format + account
            + string.Concat(_limits.Select(l => string.Create(CultureInfo.InvariantCulture, $"\n{l.Name} {l.Permits} {l.Window}")));
        _path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16)));
        _content = new byte[SharedTurn.Size(_limits)];
    }

    /// <summary>Why the windows are not shared at the moment, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>The windows of a connection's account, or null when there is no folder for them.</summary>
    public static SharedBudget? Of(RestClientOptions options, ConnectorEnvironment environment) => environment.SharedFolder is { } folder
        ? new SharedBudget(folder,
            options.BaseAddress.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), options.Limits,
            options.Share, environment.Time)
        : null;

    /// <summary>Has the windows alone until the turn is disposed of, which must be soon; null when they cannot be had.</summary>
    /// <param name="scale">How many times faster than written the limits run.</param>
    /// <param name="busy">They are to be asked for again soon. When it is false, there is nothing to share for now.</param>
    public SharedTurn? TryEnter(double scale, out bool busy)
    {
        busy = false;
        if (_unusableSince is { } since && _time.GetElapsedTime(since) < TryAgain) return null;
        try
        {
            if (Open() is not { } file)
            {
                _busySince ??= _time.GetTimestamp();
                busy = _time.GetElapsedTime(_busySince.Value) < Patience;
                if (!busy) SetUnusable("another process has not given it free");
                return null;
            }
            (_busySince, _unusableSince, Fault) = (null, null, null);
            try
            {
                return new SharedTurn(file, _content, _limits, _time.GetUtcNow(), new SharedTurn.Self(_process, _share, scale));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            SetUnusable(fault.Message.TrimEnd('.'));
            return null;
        }
    }

    void SetUnusable(string why)
    {
        (_busySince, _unusableSince) = (null, _time.GetTimestamp());
        Fault = $"{_path} cannot be used: {why}. The limits are kept by this process alone.";
    }

    /// <summary>Opens the file, or gives null when another has it.</summary>
    FileStream? Open()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return Open(_path, FileMode.Open, FileOptions.None);
            }
            catch (Exception fault) when (tried < Tries && (fault is FileNotFoundException or DirectoryNotFoundException))
            {
                Make();
            }
            catch (IOException fault) when (IsHeldByAnother(fault))
            {
                // A turn takes less than a tenth of a millisecond.
                if (tried == Tries) return null;
                Thread.SpinWait(500 * tried);
                Thread.Yield();
            }
        }
    }

    void Make()
    {
        OwnerOnly.MakeFolder(_folder);
        try
        {
            Open(_path, FileMode.OpenOrCreate, FileOptions.None).Dispose();
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            return; // It was made by another.
        }
        RemoveOld();
    }

    /// <summary>Sandboxes come and go at ever new addresses; what was not used for days is of no window.</summary>
    void RemoveOld()
    {
        var oldest = _time.GetUtcNow().UtcDateTime - KeptFor;
        foreach (var path in Directory.EnumerateFiles(_folder).Where(p => File.GetLastWriteTimeUtc(p) < oldest))
        {
            try
            {
                Open(path, FileMode.Open, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Somebody uses it, or has removed it: both are well.
            }
        }
    }

    static FileStream Open(string path, FileMode mode, FileOptions more)
    {
        var options =
            new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = more };
        return OwnerOnly.Open(path, options);
    }

    // Windows: sharing violation. Linux and macOS: the error of flock, would block.
    static bool IsHeldByAnother(IOException fault) => fault.HResult is unchecked((int)0x80070020) or 11 or 35;
}
