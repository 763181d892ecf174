using System.Text;

namespace Koppel.Jobs.Files;

/// <summary>
/// Writes and deletes files of jobs. A file is written whole or not at all, and only over the text that its writer has seen.
/// </summary>
/// <param name="folder">Where they are.</param>
public sealed class JobFileWriter(JobFolder folder)
{
    static readonly string[] s_bare = ["enabled", "alerts.smtp.port"];

    static readonly Lock s_turn = new();

    /// <summary>Makes a job with its statements.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its settings by their keys; null or no text to leave one out.</param>
    /// <param name="script">Its statements, which are written beside it; null when they are there, or a mapping gives them.</param>
    /// <exception cref="JobFileException">There is such a job, or the settings are wrong.</exception>
    public JobListing Create(string name, IReadOnlyDictionary<string, IReadOnlyList<string>?> values, string? script)
    {
        if (!JobName.IsGood(name)) throw new JobFileException(JobFileFault.Wrong, $"'{Shown(name)}' is no name for a job. {JobName.Rule}");
        var listing = Checked(name, Text("", values), values);
        lock (s_turn)
        {
            if (File.Exists(listing.Path)) throw There(name);
            if (listing.Job!.Script is { } path && script is not null)
            {
                if (File.Exists(path)) throw new JobFileException(JobFileFault.Changed,
                    $"There is a file jobs/{Path.GetFileName(path)} already. Choose another name.");
                Write(path, script, isNew: true);
            }
            Write(listing.Path, Text("", values), isNew: true);
        }
        return folder.Find(name)!;
    }

    /// <summary>Changes settings of a job, and its statements where they are given; comments stay.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The settings that change; null or no text to take one out.</param>
    /// <param name="script">Its statements, with the mark of those that were seen; null to leave them.</param>
    /// <param name="seen">The mark of the text that its writer has seen; null for whatever stands there.</param>
    /// <exception cref="JobFileException">There is no such job, somebody changed it meanwhile, or the settings are wrong.</exception>
    public JobListing Change(
        string name, IReadOnlyDictionary<string, IReadOnlyList<string>?> values, JobStatementsChange? script, string? seen)
    {
        lock (s_turn)
        {
            var before = Find(name, seen);
            var text = Text(File.ReadAllText(before.Path), values);
            var listing = Checked(name, text, values);
            if (script is not null && listing.Job!.Script is { } path) WriteOver(path, script, isSeen: path == before.Script);
            Write(before.Path, text, isNew: false);
        }
        return folder.Find(name)!;
    }

    /// <summary>Writes statements over those that were seen; a file that was not seen is not written over.</summary>
    static void WriteOver(string path, JobStatementsChange script, bool isSeen)
    {
        var now = JobStatements.Read(path);
        var shown = $"jobs/{Path.GetFileName(path)}";
        if (now.IsThere && !isSeen)
            throw new JobFileException(JobFileFault.Changed, $"There is a file {shown} already. Choose another name.");
        if (isSeen && (now.Mark is null || now.Mark != script.Seen))
            throw new JobFileException(JobFileFault.Changed, $"{shown} was changed elsewhere since it was read here. Read it again.");
        Write(path, script.Text, isNew: !now.IsThere);
    }

    /// <summary>Deletes a job; its statements stay.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seen">The mark of the text that was seen.</param>
    /// <exception cref="JobFileException">There is no such job, or somebody changed it meanwhile.</exception>
    public void Delete(string name, string seen)
    {
        lock (s_turn) File.Delete(Find(name, seen).Path);
    }

    JobListing Find(string name, string? seen)
    {
        var found = folder.Find(name)
            ?? throw new JobFileException(JobFileFault.NotThere, $"There is no job '{Shown(name)}'. It may have been renamed or deleted.");
        var now = JobFolder.ETagOf(File.ReadAllBytes(found.Path));
        return seen is null || seen == now ? found : throw new JobFileException(JobFileFault.Changed,
            $"jobs/{name}.toml was changed elsewhere since it was read here. Read it again.");
    }

    /// <summary>A job whose text is right, and says what it is to say.</summary>
    JobListing Checked(string name, string text, IReadOnlyDictionary<string, IReadOnlyList<string>?> values)
    {
        var listing = JobFileReader.Read(name, folder.PathOf(name), text);
        if (listing.Job is null) throw new JobFileException(JobFileFault.Wrong, string.Join('\n', listing.Faults));
        var said = JobToml.Read(text, name, []).ToDictionary(v => v.Path, v => v.Items);
        foreach (var (key, wanted) in values)
            if (IsNothing(wanted) ? said.ContainsKey(key) : !said.TryGetValue(key, out var there) || !there.SequenceEqual(wanted!))
                throw new JobFileException(JobFileFault.Wrong,
                    $"'{key}' of jobs/{name}.toml is written in a form that cannot be changed here. Change the file.");
        return listing;
    }

    static string Text(string text, IReadOnlyDictionary<string, IReadOnlyList<string>?> values)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        // In the order of the keys: the settings without a table come first.
        foreach (var (key, _) in JobKeys.All)
            if (values.TryGetValue(key, out var value)) text = JobFileText.Set(text, key, IsNothing(value) ? null : Literal(key, value!));
        foreach (var (key, value) in values.Where(v => v.Key.StartsWith(JobKeys.Variables, StringComparison.Ordinal)))
            text = JobFileText.Set(text, key, IsNothing(value) ? null : Literal(key, value!));
        return text;
    }

    static bool IsNothing(IReadOnlyList<string>? value) => value is null or [] or [""];

    static string Literal(string key, IReadOnlyList<string> value) => s_bare.Contains(key) ? value[0]
        : key is "alerts.on" or "alerts.mail" ? $"[{string.Join(", ", value.Select(JobFileText.Literal))}]"
        : JobFileText.Literal(value[0]);

    static void Write(string path, string text, bool isNew)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.part");
        try
        {
            File.WriteAllText(fresh, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(fresh, path, overwrite: !isNew);
        }
        catch (IOException) when (isNew && File.Exists(path))
        {
            throw There(Path.GetFileNameWithoutExtension(path));
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    static JobFileException There(string name) => new(JobFileFault.Changed, $"There is a job '{name}' already. Choose another name.");

    static string Shown(string name) => new([.. name.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}

/// <summary>A job's file cannot be written.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">What, why, what to do: sentences.</param>
public sealed class JobFileException(JobFileFault kind, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public JobFileFault Kind => kind;
}

/// <summary>Why a job's file cannot be written.</summary>
public enum JobFileFault
{
    /// <summary>There is none of that name.</summary>
    NotThere,

    /// <summary>Somebody changed or made it meanwhile.</summary>
    Changed,

    /// <summary>What it would say is wrong.</summary>
    Wrong,
}
