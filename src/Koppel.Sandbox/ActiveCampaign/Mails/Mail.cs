namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>A mail in the outbox, with its texts as the contact would read them.</summary>
internal sealed record Mail
{
    /// <summary>Its number, counted from 1 since the sandbox began.</summary>
    public long Id { get; init; }

    public required DateTime Sent { get; init; }

    public required int Contact { get; init; }

    public required string To { get; init; }

    public required string ToName { get; init; }

    public required string From { get; init; }

    public required string FromName { get; init; }

    public required string ReplyTo { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required string UnsubscribeLink { get; init; }

    public required int Message { get; init; }

    /// <summary>The campaign that it belongs to; 0 for none.</summary>
    public int Campaign { get; init; }

    /// <summary>The automation that sent it; 0 for none.</summary>
    public int Automation { get; init; }
}
