using System.Globalization;
using Koppel.Jobs.Times;

namespace Koppel.Jobs.Files;

/// <summary>
/// What the system's own scheduler is told, so that it starts a job. It may start the program more often than the job is due: with
/// <c>--due</c> the job only runs when a due time has come.
/// </summary>
public static class SystemLine
{
    /// <summary>The schedulers.</summary>
    public static IReadOnlyList<string> Schedulers { get; } = ["cron", "systemd", "task-scheduler"];

    /// <summary>The lines for a scheduler.</summary>
    /// <param name="scheduler">One of <see cref="Schedulers"/>.</param>
    /// <param name="job">The job, which has a schedule.</param>
    /// <param name="folder">The folder of the configuration.</param>
    /// <param name="now">The moment: how far zones are apart depends on it.</param>
    public static string Of(string scheduler, JobFile job, string folder, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(job);
        var pattern = job.Schedule!.Pattern;
        var run = $"koppel jobs run {job.Name} --due --quiet";
        return scheduler switch
        {
            "cron" => $"{Cron(job, pattern, now)}  cd '{folder.Replace("'", "'\\''", StringComparison.Ordinal)}' && {run}",
            "systemd" => $"""
                # ~/.config/systemd/user/koppel-{job.Name}.service
                [Service]
                Type=oneshot
                WorkingDirectory={folder.Replace("%", "%%", StringComparison.Ordinal)}
                ExecStart=/usr/bin/env {run}

                # ~/.config/systemd/user/koppel-{job.Name}.timer: systemctl --user enable --now koppel-{job.Name}.timer
                [Timer]
                OnCalendar={Calendar(job, pattern)}

                [Install]
                WantedBy=timers.target
                """,
            _ => $"schtasks /create /tn \"Koppel {job.Name}\" {Task(job, pattern, now)} /tr \"cmd /c cd /d \\\"{folder}\\\" && {run}\"",
        };
    }

    /// <summary>The five fields; in another zone than the machine's each hour at the minutes that can be due.</summary>
    static string Cron(JobFile job, WallPattern pattern, DateTimeOffset now)
    {
        if (!IsHere(job)) return $"{List(MinutesHere(job, pattern, now))} * * * *";
        var days = pattern.Days is null ? "*"
            : List(pattern.Days.SelectMany(d => d == WallPattern.LastDay ? [28, 29, 30, 31] : (int[])[d]));
        var weekdays = pattern.Weekdays is null ? "*" : List(pattern.Weekdays.Select(d => (int)d));
        return $"{List(pattern.Minutes)} {(pattern.GoesByHours ? "*" : List(pattern.Hours))} {days} "
            + $"{(pattern.Months is null ? "*" : List(pattern.Months))} {weekdays}";
    }

    static string Calendar(JobFile job, WallPattern pattern)
    {
        var isEither = pattern.Days is not null && pattern.Weekdays is not null; // systemd means both.
        var weekdays = pattern.Weekdays is null || isEither ? ""
            : string.Join(',', pattern.Weekdays.Order().Select(d => d.ToString()[..3])) + " ";
        var days = pattern.Days is null || isEither ? "*"
            : List(pattern.Days.SelectMany(d => d == WallPattern.LastDay ? [28, 29, 30, 31] : (int[])[d]));
        var hours = pattern.GoesByHours ? "*" : List(pattern.Hours);
        return $"{weekdays}*-{(pattern.Months is null ? "*" : List(pattern.Months))}-{days} {hours}:{List(pattern.Minutes)}:00 "
            + (job.TimeZone ?? "");
    }

    static string Task(JobFile job, WallPattern pattern, DateTimeOffset now)
    {
        var minutes = MinutesHere(job, pattern, now).ToList();
        var isSimple = IsHere(job) && pattern is { GoesByHours: false, Days: null, Months: null, Hours.Count: 1, Minutes.Count: 1 };
        if (!isSimple) // Often enough, whatever is due.
            return minutes.Count == 1 ? $"/sc hourly /st 00:{minutes[0]:00}" : "/sc minute /mo 1";
        var time = string.Create(CultureInfo.InvariantCulture, $"/st {pattern.Hours[0]:00}:{pattern.Minutes[0]:00}");
        return pattern.Weekdays is null ? $"/sc daily {time}"
            : $"/sc weekly /d {string.Join(',', pattern.Weekdays.Order().Select(d => d.ToString()[..3].ToUpperInvariant()))} {time}";
    }

    static bool IsHere(JobFile job) => job.TimeZone is null || job.Zone.HasSameRules(TimeZoneInfo.Local);

    /// <summary>The minutes of the machine's hours at which the job can be due.</summary>
    static IEnumerable<int> MinutesHere(JobFile job, WallPattern pattern, DateTimeOffset now)
    {
        var apart = (int)(TimeZoneInfo.Local.GetUtcOffset(now) - job.Zone.GetUtcOffset(now)).TotalMinutes;
        return pattern.Minutes.Select(m => (((m + apart) % 60) + 60) % 60).Order();
    }

    static string List(IEnumerable<int> numbers)
    {
        int[] all = [.. numbers.Distinct().Order()];
        var step = all.Length > 2 ? all[1] - all[0] : 0;
        if (all.Length == 60) return "*";
        return step > 1 && all[0] == 0 && 60 % step == 0 && all.Length == 60 / step ? $"*/{step}" : string.Join(',', all);
    }
}
