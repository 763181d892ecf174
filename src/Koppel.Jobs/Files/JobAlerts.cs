namespace Koppel.Jobs.Files;

/// <summary>Who is told of what becomes of a job.</summary>
public sealed record JobAlerts
{
    /// <summary>An address that takes a POST, as written: a reference to a secret is replaced when it is used; null for none.</summary>
    public string? Webhook { get; init; }

    /// <summary>Addresses of mail.</summary>
    public IReadOnlyList<string> Mail { get; init; } = [];

    /// <summary>Of what they are told. The default is of all.</summary>
    public IReadOnlyList<AlertKind> On { get; init; } = [AlertKind.Failed, AlertKind.Recovered, AlertKind.Rejected];

    /// <summary>The share of rows, in percent, above which rejects are told. The default is that any is.</summary>
    public double RejectedAbove { get; init; }

    /// <summary>How mail is sent; null for not at all.</summary>
    public SmtpSettings? Smtp { get; init; }
}

/// <summary>What is told.</summary>
public enum AlertKind
{
    /// <summary>The job did not come to its end.</summary>
    Failed,

    /// <summary>It came to its end, and did not the time before.</summary>
    Recovered,

    /// <summary>It came to its end, and more rows than allowed were not accepted.</summary>
    Rejected,
}

/// <summary>How mail is sent.</summary>
/// <param name="Host">The server.</param>
/// <param name="From">The sender.</param>
public sealed record SmtpSettings(string Host, string From)
{
    /// <summary>The port; null for the usual one of the way.</summary>
    public int? Port { get; init; }

    /// <summary>The way: <c>starttls</c> (the default), <c>tls</c>, or <c>none</c> on this machine alone.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>Who signs in; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>The password as written: a reference to a secret or a variable; null for none.</summary>
    public string? Password { get; init; }
}
