using System.Globalization;

namespace Koppel.Engine.State;

/// <summary>
/// The right to work on a run: a file that one process holds open and shares with nobody. The system gives it free when the process ends,
/// however it ends. The file itself stays until the run is purged: deleting it while another waits for it would let two in.
/// </summary>
internal sealed class RunLock : IDisposable
{
    const int Tries = 10;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly FileStream _file;

    RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or gives null when another has it.</summary>
    public static RunLock? TryTake(string folder, long run)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return new RunLock(StateFile.Open(PathOf(folder, run), FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException fault) when (IsHeldByAnother(fault))
            {
                // One who only looks holds it for a moment, too.
                if (tried == Tries) return null;
                Thread.Sleep(Pause);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw LedgerFault.Folder(folder, fault);
            }
        }
    }

    /// <summary>Whether anybody works on the run.</summary>
    public static bool IsTaken(string folder, long run)
    {
        try
        {
            new FileStream(PathOf(folder, run), FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LedgerFault.Folder(folder, fault);
        }
    }

    /// <summary>Removes the file of a run that is no more.</summary>
    public static void Remove(string folder, long run) => File.Delete(PathOf(folder, run));

    public void Dispose() => _file.Dispose();

    static string PathOf(string folder, long run) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run-{run}.lock"));

    // Windows: sharing violation. Linux and macOS: the error of flock, would block.
    public static bool IsHeldByAnother(IOException fault) => fault.HResult is unchecked((int)0x80070020) or 11 or 35;
}
