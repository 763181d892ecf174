using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Output;

namespace Koppel.Cli.Ui;

/// <summary>
/// Says in a folder that a query tool is open over it, and where, as long as it is: two would write the same drafts. The mark is held by
/// the system, so that it ends with the process however that ends.
/// </summary>
sealed class UiMark : IDisposable
{
    readonly FileStream _held;
    readonly string _told;

    UiMark(FileStream held, string told) => (_held, _told) = (held, told);

    /// <summary>Marks a folder.</summary>
    /// <param name="stateFolder">The folder.</param>
    /// <exception cref="UsageException">A query tool is open over it already, or nothing can be written there.</exception>
    public static UiMark Take(string stateFolder)
    {
        var (mark, told) = (Path.Combine(stateFolder, "ui.lock"), Path.Combine(stateFolder, "ui.txt"));
        try
        {
            Directory.CreateDirectory(stateFolder);
            return new UiMark(new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), told);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new UsageException($"{stateFolder} cannot be written: {fault.Message} Name another folder with --state.");
        }
        catch (IOException) when (File.Exists(mark))
        {
            var where = File.Exists(told) ? File.ReadAllText(told, TextEncoding.Utf8).Trim() : "";
            throw new UsageException(
                $"A query tool is open over this folder already{(where.Length == 0 ? "" : $": {where}")}. Use its page, press Enter in its "
                + "terminal for another one, or end it there with Ctrl-C. For a second one name another folder with --state.");
        }
    }

    /// <summary>Tells whoever comes second where the page is; the address lets nobody in.</summary>
    public void Tell(Uri address) => File.WriteAllText(
        _told, string.Create(CultureInfo.InvariantCulture, $"{address} (process {Environment.ProcessId})\n"), TextEncoding.Utf8);

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_told);
        _held.Dispose();
    }
}
