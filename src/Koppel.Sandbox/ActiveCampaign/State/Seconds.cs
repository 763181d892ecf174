namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>A moment in four bytes: whole seconds since 1970, 0 for none. Rows of which there are millions keep their times so.</summary>
internal readonly record struct Seconds(uint Value)
{
    public DateTime Moment => DateTime.UnixEpoch.AddSeconds(Value);

    public DateTime? OrNull => Value == 0 ? null : Moment;

    public static Seconds Of(DateTime utc) => new((uint)((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond));

    public static Seconds Of(DateTime? utc) => utc is { } moment ? Of(moment) : default;
}
