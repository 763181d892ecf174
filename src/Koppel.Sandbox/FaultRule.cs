using System.Globalization;

namespace Koppel.Sandbox;

/// <summary>One fault to play: what goes wrong, for which calls, and when.</summary>
public sealed record FaultRule
{
    readonly FaultKinds.Kind _kind;

    FaultRule(string text, FaultKinds.Kind kind, double? probability, int? nth, string? route) =>
        (Text, _kind, Probability, Nth, Route) = (text, kind, probability, nth, route);

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind => _kind.Means;

    /// <summary>How likely it is for each call, above 0 and up to 1; null for a rule with <see cref="Nth"/>.</summary>
    public double? Probability { get; }

    /// <summary>
    /// The call that it happens to, counted from 1 over the calls that the rule is about; null for a rule with <see cref="Probability"/>.
    /// </summary>
    public int? Nth { get; }

    /// <summary>
    /// The calls that it is about: a method and a path (<c>GET /api/3/contacts/{id}</c>) or the beginning of a path. Null means all.
    /// </summary>
    public string? Route { get; }

    /// <summary>Whether the fault is about work that a call begins, and not about its answer.</summary>
    internal bool IsWork => _kind.IsWork;

    /// <summary>Reads <c>KIND:PROBABILITY[:ROUTE]</c> or <c>KIND@N[:ROUTE]</c>, with a kind of the ActiveCampaign sandbox.</summary>
    /// <exception cref="FormatException">The text is not such a rule; the message says why.</exception>
    public static FaultRule Parse(string text) => Parse(text, FaultKinds.ActiveCampaign);

    /// <summary>Reads the same with a kind of the Salesforce sandbox.</summary>
    /// <exception cref="FormatException">The text is not such a rule; the message says why.</exception>
    public static FaultRule ParseSalesforce(string text) => Parse(text, FaultKinds.Salesforce);

    static FaultRule Parse(string text, FaultKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.AsSpan().IndexOfAny(':', '@');
        if (mark < 0)
            throw Wrong(text, "it has no probability and no call number. Write KIND:PROBABILITY, as in 429:0.1, or KIND@N, as in cut@3.");
        if (kinds.Find(text[..mark]) is not { } kind)
            throw Wrong(text, $"'{text[..mark]}' is no kind of fault. The kinds are {kinds.Names}.");
        var end = text.IndexOf(':', mark + 1);
        var number = end < 0 ? text[(mark + 1)..] : text[(mark + 1)..end];
        var route = end < 0 ? null : Path(text, text[(end + 1)..].Trim());
        var rule = text[mark] == ':'
            ? new FaultRule(text, kind, Chance(text, number), null, route)
            : new FaultRule(text, kind, null, Position(text, number), route);
        if (kind.Routes is { } begun && !begun.Any(one => rule.IsAbout(one, one[(one.IndexOf(' ') + 1)..])))
            throw Wrong(text, $"{text[..mark]} is about {string.Join(", ", begun)} only. Leave the route out.");
        if (kind.Under is { } under && route?[route.IndexOf('/')..].StartsWith(under, StringComparison.Ordinal) == false)
            throw Wrong(text, $"{text[..mark]} is about calls under {under} only.");
        return rule;
    }

    /// <summary>Whether the rule is about a call.</summary>
    /// <param name="route">Its method and path with ids as <c>{id}</c>.</param>
    /// <param name="path">Its path as sent.</param>
    internal bool IsAbout(string route, string path) =>
        _kind.CanHappenTo(route, path) && (Route is null
            || (Route.StartsWith('/')
                ? path.StartsWith(Route, StringComparison.Ordinal)
                : route == Route || string.Concat(route.AsSpan(0, route.IndexOf(' ') + 1), path) == Route));

    static double Chance(string text, string number) =>
        double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1
            ? value
            : throw Wrong(text, $"'{number}' is no probability. Write a number above 0 and up to 1, as in 429:0.1.");

    static int Position(string text, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw Wrong(text, $"'{number}' is no call number. Write a whole number from 1, as in cut@3.");

    static string Path(string text, string route)
    {
        var path = route.StartsWith('/') ? route : route[(route.IndexOf(' ') + 1)..];
        var method = route[..^path.Length].TrimEnd();
        if (!path.StartsWith('/') || method.Any(letter => !char.IsAsciiLetterUpper(letter)))
            throw Wrong(
                text, $"'{route}' is no route. Write a method and a path, as in POST /api/3/contactTags, or the beginning of a path.");
        return route;
    }

    static FormatException Wrong(string text, string why) => new($"The fault '{text}' cannot be read: {why}");
}
