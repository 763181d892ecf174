using Koppel.Engine.Sql;
using Koppel.Jobs.Schedules;
using Koppel.Jobs.Times;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Files;

/// <summary>Makes a job of a file's text, and tells all that is wrong with it at once.</summary>
internal sealed class JobFileReader
{
    readonly Dictionary<string, JobValue> _values = new(StringComparer.Ordinal);
    readonly List<string> _faults = [];
    readonly string _name, _path, _shown;

    JobFileReader(string name, string path) => (_name, _path, _shown) = (name, path, $"jobs/{Path.GetFileName(path)}");

    /// <summary>The job of a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Its file.</param>
    /// <param name="text">The file's text.</param>
    public static JobListing Read(string name, string path, string text)
    {
        var reader = new JobFileReader(name, path);
        var values = JobToml.Read(text, reader._shown, reader._faults);
        var job = reader._faults.Count == 0 ? reader.Make(values) : null;
        return new JobListing(name, path, reader._faults.Count == 0 ? job : null, reader._faults)
        {
            Script = job?.Script is { } script && IsBeside(reader.Text("script") ?? Path.GetFileName(script)) ? script : null,
            Written = values.DistinctBy(v => v.Path).ToDictionary(v => v.Path, v => v.Items),
        };
    }

    JobFile Make(IReadOnlyList<JobValue> values)
    {
        foreach (var value in values) Take(value);
        var zone = JobZone.Find(Text("time_zone"), out var zoneFault);
        if (zoneFault is not null) _faults.Add($"{_values["time_zone"].Where}: {zoneFault}");
        if (!_values.ContainsKey("automations"))
            _faults.Add($"{_shown}: it is not said what its loads may start. Nobody is there to be asked when it runs: write automations = "
                + "\"run\" (automations may start, and mail people) or automations = \"skip\" (they keep still).");
        if (Text("script") is not null && Text("mapping") is not null)
            _faults.Add($"{_values["mapping"].Where}: a job has a script or a mapping, not both. Keep one.");
        if (Text("schedule") is not null && Text("cron") is not null)
            _faults.Add($"{_values["cron"].Where}: a job has a schedule in words or a cron line, not both. Keep one.");
        return new JobFile(_name, _path)
        {
            Script = Text("mapping") is null ? Script() : null, Mapping = Text("mapping"), Schedule = Schedule(),
            TimeZone = Text("time_zone"), Zone = zone ?? TimeZoneInfo.Utc,
            OnMissed = Word("on_missed", "skip", "run_once") == "run_once" ? OnMissed.RunOnce : OnMissed.Skip,
            Automations = Word("automations", "run", "skip") ?? "", Enabled = Word("enabled", "true", "false") != "false",
            Guards = Guards(), Alerts = new JobAlertsReader(_values, _faults, _shown).Read(),
            Variables = _values.Where(v => v.Key.StartsWith(JobKeys.Variables, StringComparison.Ordinal))
                .ToDictionary(v => v.Key[JobKeys.Variables.Length..], v => v.Value.Value),
        };
    }

    void Take(JobValue value)
    {
        var isVariable = value.Path.StartsWith(JobKeys.Variables, StringComparison.Ordinal);
        if (!isVariable && !JobKeys.All.Any(k => k.Key == value.Path))
        {
            var near = Suggestion.For(value.Path, JobKeys.All.Select(k => k.Key))
                ?? JobKeys.All.Select(k => k.Key).FirstOrDefault(k => k.EndsWith("." + value.Path, StringComparison.Ordinal));
            _faults.Add($"{value.Where}: a job has no setting '{value.Path}'. "
                + (near is null ? $"It can have {string.Join(", ", JobKeys.All.Select(k => k.Key))}." : $"Did you mean '{near}'?"));
        }
        else if (value.IsList && value.Path is not ("alerts.on" or "alerts.mail"))
        {
            _faults.Add($"{value.Where}: '{value.Path}' is one value, not a list.");
        }
        else if (!_values.TryAdd(value.Path, value))
        {
            _faults.Add($"{value.Where}: '{value.Path}' is set twice. Keep one.");
        }
    }

    string? Text(string key) => _values.GetValueOrDefault(key)?.Value;

    string? Word(string key, params string[] words)
    {
        if (Text(key) is not { } word || words.Contains(word)) return Text(key);
        _faults.Add($"{_values[key].Where}: '{key}' is '{word}'. Write {string.Join(" or ", words)}.");
        return null;
    }

    string Script()
    {
        var script = Text("script") ?? $"{_name}.sql";
        if (!IsBeside(script))
            _faults.Add($"{_values["script"].Where}: 'script' is '{script}', which is no .sql file beside this one, such as tags.sql.");
        return Path.Combine(Path.GetDirectoryName(_path)!, script);
    }

    static bool IsBeside(string script) => !Path.IsPathRooted(script) && !script.Split('/', '\\').Contains("..")
        && script.EndsWith(".sql", StringComparison.Ordinal);

    Schedule? Schedule()
    {
        var key = Text("cron") is null ? "schedule" : "cron";
        if (Text(key) is not { } text) return null;
        try
        {
            return key == "cron" ? CronText.Parse(text) : ScheduleText.Parse(text);
        }
        catch (ScheduleException fault)
        {
            _faults.Add($"{_values[key].Where}: {fault.Message}");
            return null;
        }
    }

    Dictionary<string, string> Guards()
    {
        var guards = new Dictionary<string, string>();
        foreach (var limit in CommonSettings.Limits)
        {
            if (_values.GetValueOrDefault($"guards.{limit.Name}") is not { } value) continue;
            if (limit.Check(value.Value) is { } wrong) _faults.Add($"{value.Where}: '{limit.Name}' {wrong}.");
            else guards[limit.Name] = value.Value;
        }
        return guards;
    }
}
