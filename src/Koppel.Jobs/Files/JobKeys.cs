using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Files;

/// <summary>What can stand in a job's file, each with what it means.</summary>
internal static class JobKeys
{
    /// <summary>Values for <c>$name</c>, whose names are the user's.</summary>
    public const string Variables = "variables.";

    /// <summary>The keys with their meanings, in the order in which they are written.</summary>
    public static readonly IReadOnlyList<(string Key, string Meaning)> All =
    [
        ("script", "The file of the statements, beside this one; NAME.sql by default"),
        ("mapping", "A kept mapping whose statements it runs, instead of a script"),
        ("schedule", "When it is due, in words: every day at 02:00; without it the job only runs when it is asked for"),
        ("cron", "When it is due, as a line of a crontab, instead of a schedule in words"),
        ("time_zone", "The zone whose clock is meant, such as Europe/Amsterdam; the machine's by default"),
        ("on_missed", "skip (the default) or run_once: what becomes of due times at which no program ran"),
        ("automations", "run or skip: whether its loads may start automations. It must be said"),
        ("enabled", "true (the default) or false: whether it runs by its schedule"),
        .. CommonSettings.Limits.Select(l => ($"guards.{l.Name}", l.Description)),
        ("alerts.webhook", "An address that takes a POST; https, or http on this machine"),
        ("alerts.mail", "An address of mail, or a list of them"),
        ("alerts.on", "Of what they are told: failed, recovered, rejected; all by default"),
        ("alerts.rejected_above", "The share of rows above which rejects are told, such as 2 %; any by default"),
        ("alerts.smtp.host", "The server that sends mail"),
        ("alerts.smtp.port", "Its port: 587, or 465 with tls, by default"),
        ("alerts.smtp.security", "starttls (the default), tls, or none on this machine alone"),
        ("alerts.smtp.from", "The sender of mail"),
        ("alerts.smtp.user", "Who signs in to the server; nobody by default"),
        ("alerts.smtp.password", "A reference to the password: ${secret:NAME} or ${env:NAME}"),
    ];
}
