using System.Globalization;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>What a webhook is sent, as a form. Keys have brackets, as PHP reads maps: <c>contact[email]</c>.</summary>
internal sealed class EventForm
{
    readonly List<KeyValuePair<string, string>> _pairs = [];

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    public EventForm Add(string key, string value)
    {
        _pairs.Add(new(key, value));
        return this;
    }

    public EventForm Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A moment in Central time with its offset.</summary>
    public EventForm Moment(string key, DateTime utc)
    {
        using var json = new PhpJson();
        return Add(key, System.Text.Encoding.ASCII.GetString(json.Moment(utc).Written.Span[1..^1]));
    }

    /// <summary>A moment in Central time with nothing to say so.</summary>
    public EventForm Stamp(string key, DateTime utc)
    {
        using var json = new PhpJson();
        return Add(key, System.Text.Encoding.ASCII.GetString(json.Stamp(utc).Written.Span[1..^1]));
    }
}
