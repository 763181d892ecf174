namespace Koppel.Sandbox;

/// <content>How the services beside contacts behave: custom objects, tracking, webhooks.</content>
public sealed partial record SandboxOptions
{
    /// <summary>
    /// How late lists of custom objects' records show a change, before <see cref="TimeScale"/>. The default is five seconds; a call by id
    /// is never late.
    /// </summary>
    public TimeSpan RecordsLag { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A record of a custom object that is not there: 400 (the default) or 404.</summary>
    public int UnknownRecordAnswer { get; init; } = 400;

    /// <summary>
    /// POST where only the vendor's reference tells what is answered, and says 200: 201 (the default), as all recordings of its kind have,
    /// or 200.
    /// </summary>
    public int UnrecordedCreateAnswer { get; init; } = 201;

    /// <summary>The account that events name as <c>actid</c>. The default is <c>1000001</c>.</summary>
    public string EventAccount { get; init; } = "1000001";

    /// <summary>The key of events, which is another one than the token. The default is <c>sandbox-event-key</c>.</summary>
    public string EventKey { get; init; } = "sandbox-event-key";

    /// <summary>Whether POST /event answers JSON. The default is no: 1 or 0.</summary>
    public bool EventAnswersJson { get; init; }

    void ValidateServices(List<string> faults)
    {
        if (RecordsLag < TimeSpan.Zero) faults.Add("RecordsLag cannot be negative.");
        if (UnknownRecordAnswer is not (400 or 404)) faults.Add("UnknownRecordAnswer must be 400 or 404.");
        if (EventAccount.Length == 0 || EventKey.Length == 0) faults.Add("EventAccount and EventKey cannot be empty.");
        if (UnrecordedCreateAnswer is not (200 or 201)) faults.Add("UnrecordedCreateAnswer must be 201 or 200.");
    }
}
