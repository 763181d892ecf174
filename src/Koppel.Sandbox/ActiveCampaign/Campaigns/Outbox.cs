namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>
/// Where mails go that the real system would send: into memory, the newest thousand, and into a folder when one is named. Nothing is ever
/// mailed. Callers hold the sandbox's lock.
/// </summary>
sealed class Outbox(string? folder)
{
    public const int Kept = 1000;

    readonly Queue<Mail> mails = new();

    /// <summary>How many there were, those that are not kept included.</summary>
    public long Total { get; private set; }

    /// <summary>Those that are kept, oldest first.</summary>
    public IReadOnlyCollection<Mail> Mails => mails;

    /// <summary>Whether every mail is written to a file, also one of which only the count would be kept.</summary>
    public bool WritesFiles => folder is not null;

    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public void Add(Mail mail)
    {
        Count();
        mail = mail with { Id = Total };
        mails.Enqueue(mail);
        if (mails.Count > Kept) mails.Dequeue();
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, MailFile.Name(mail)), MailFile.Bytes(mail));
    }

    /// <summary>Counts a mail of which nothing else is kept: so many come behind it that it would not stay.</summary>
    public void Count() => Total++;

    public Mail? Find(long id) => mails.FirstOrDefault(mail => mail.Id == id);

    public OutboxState ToState() => new(Total, [.. mails]);

    /// <summary>The outbox that a snapshot describes; files are not written again.</summary>
    public static Outbox Of(OutboxState? state, string? folder)
    {
        var outbox = new Outbox(folder);
        if (state is null) return outbox;
        outbox.Total = state.Total;
        foreach (var mail in state.Mails.TakeLast(Kept)) outbox.mails.Enqueue(mail with { Sent = mail.Sent.ToUniversalTime() });
        return outbox;
    }
}

/// <summary>The outbox in a snapshot.</summary>
sealed record OutboxState(long Total, IReadOnlyList<Mail> Mails);
