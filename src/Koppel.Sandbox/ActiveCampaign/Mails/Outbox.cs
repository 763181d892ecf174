namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>
/// Where mails go that the real system would send: into memory, the newest thousand, and into a folder when one is named. Nothing is ever
/// mailed. Callers hold the sandbox's lock.
/// </summary>
internal sealed class Outbox(string? folder)
{
    public const int Kept = 1000;

    readonly Queue<Mail> _mails = new();

    /// <summary>How many there were, those that are not kept included.</summary>
    public long Total { get; private set; }

    /// <summary>Those that are kept, oldest first.</summary>
    public IReadOnlyCollection<Mail> Mails => _mails;

    /// <summary>Whether every mail is written to a file, also one of which only the count would be kept.</summary>
    public bool WritesFiles => folder is not null;

    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public void Add(Mail mail)
    {
        Count();
        mail = mail with { Id = Total };
        _mails.Enqueue(mail);
        if (_mails.Count > Kept) _mails.Dequeue();
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, MailFile.Name(mail)), MailFile.Bytes(mail));
    }

    /// <summary>Counts a mail of which nothing else is kept: so many come behind it that it would not stay.</summary>
    public void Count() => Total++;

    public Mail? Find(long id) => _mails.FirstOrDefault(mail => mail.Id == id);

    public OutboxState ToState() => new(Total, [.. _mails]);

    /// <summary>Takes what a snapshot holds; files are not written again.</summary>
    public void Restore(OutboxState state)
    {
        Total = state.Total;
        foreach (var mail in state.Mails.TakeLast(Kept)) _mails.Enqueue(mail with { Sent = mail.Sent.ToUniversalTime() });
    }
}

/// <summary>The outbox in a snapshot.</summary>
internal sealed record OutboxState(long Total, IReadOnlyList<Mail> Mails);
