using System.Text;
using System.Text.Json;
using Koppel.Engine.State;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Personal;

/// <summary>A file that names a person.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">What it is.</param>
/// <param name="Records">How many records or lines of it name him.</param>
/// <param name="ById">Whether only a number does.</param>
/// <param name="IsLog">It stays, without him; others go.</param>
internal sealed record FileFind(string Path, string Place, int Records, bool ById = false, bool IsLog = false)
{
    /// <summary>It is the history of jobs, which stays too.</summary>
    public bool IsJobs { get; init; }
}

/// <summary>Finds a person in files that are no databases of the state folder, and takes him out of them.</summary>
internal sealed class FileFinds(Person person, PersonIds ids)
{
    static readonly string[] s_packed = [".xlsx", ".parquet", ".zip", ".gz", ".br", ".zst", ".7z", ".db"];

    readonly PlanPerson _plans = new(person, ids);

    /// <summary>Files that name him.</summary>
    public List<FileFind> Found { get; } = [];

    /// <summary>Files left behind by processes that were killed; they are of no use, whatever they hold.</summary>
    public List<string> LeftBehind { get; } = [];

    /// <summary>Copies of files that were given to the query tool; whoever gave them has them still, whatever they hold.</summary>
    public List<string> Uploads { get; } = [];

    /// <summary>What could not be looked into, as sentences.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>Looks into a file of the state folder.</summary>
    public void Look(string path, StateFileKind kind)
    {
        switch (kind)
        {
            case StateFileKind.Plan:
                LookIntoPlan(path);
                return;
            case StateFileKind.Spill:
                LeftBehind.Add(path);
                return;
            case StateFileKind.Upload:
                Uploads.Add(path);
                return;
            case StateFileKind.History:
                LookIntoLog(path, "history");
                return;
            case StateFileKind.Jobs:
                Guarded(path, () =>
                {
                    if (JobHistory.Count(path, person) is > 0 and var lines)
                        Found.Add(new FileFind(path, "history of jobs", lines, IsLog: true) { IsJobs = true });
                });
                return;
        }
        Guarded(path, () =>
        {
            if (kind == StateFileKind.Other && IsPacked(path))
                Unread.Add($"{path} is packed, or a database that is not in use: only its plain texts were looked into.");
            if (!StateFiles.Names(path, person)) return;
            var place = kind switch
            {
                StateFileKind.Profile => "profile of a file", StateFileKind.Fault => "fault report", _ => "other file",
            };
            Found.Add(new FileFind(path, place, 1));
        });
    }

    /// <summary>Looks into a plan.</summary>
    public void LookIntoPlan(string path)
    {
        var isPart = path.EndsWith(".part", StringComparison.Ordinal);
        try
        {
            var count = _plans.Count(path, out var byId, out var hasValues);
            if (count > 0) Found.Add(new FileFind(path, "plan file", count, byId));
            if (!hasValues)
                Unread.Add($"{path} is a plan without values: only the columns by which its rows are known could be looked into, the "
                    + "others are digests.");
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException
            || StateFile.IsOfContent(fault))
        {
            if (isPart) LeftBehind.Add(path);
            else Unread.Add($"{path} could not be looked into: it is damaged, or no plan of Koppel's ({fault.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Looks into a trace log.</summary>
    public void LookIntoLog(string path, string place = "trace log") => Guarded(path, () =>
    {
        if (File.ReadLines(path).Count(line => person.IsIn(line)) is > 0 and var lines)
            Found.Add(new FileFind(path, place, lines, IsLog: true));
    });

    /// <summary>Deletes a file, or takes him out of it.</summary>
    public void TakeOut(FileFind find)
    {
        if (find.IsJobs) Guarded(find.Path, () => JobHistory.TakeOut(find.Path, person));
        else if (find.IsLog) Rewrite(find.Path);
        else Delete(find.Path);
    }

    /// <summary>Deletes a file.</summary>
    public void Delete(string path) => Guarded(path, () => File.Delete(path));

    /// <summary>The log is whole at any moment, with him or without.</summary>
    void Rewrite(string path) => Guarded(path, () =>
    {
        var fresh = $"{path}.{Environment.ProcessId}.part";
        using (var target = StateFile.Open(fresh, FileMode.Create, FileShare.None))
        using (var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            foreach (var line in File.ReadLines(path)) writer.WriteLine(Without(line));
        File.Move(fresh, path, overwrite: true);
    });

    string Without(string line)
    {
        if (!person.IsIn(line)) return line;
        try
        {
            using var json = JsonDocument.Parse(line);
            return Encoding.UTF8.GetString(new PayloadWriter(person.Without).Write(json.RootElement, Share.Mentioned).Span);
        }
        catch (JsonException)
        {
            return person.Without(line); // A line that was cut off, or of another program.
        }
    }

    /// <summary>Whether more can be in a file than its bytes say.</summary>
    static bool IsPacked(string path)
    {
        if (s_packed.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return true;
        Span<byte> head = stackalloc byte[16];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("SQLite format 3\0"u8);
    }

    void Guarded(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            Unread.Add($"{path} could not be looked into or changed: {fault.Message.TrimEnd('.')}.");
        }
    }
}
