using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>The query of a call, in the order in which it was written: with several <c>orders[…]</c> that counts.</summary>
internal sealed class QueryText
{
    readonly List<(string Name, string Value)> _pairs = [];

    public QueryText(string text)
    {
        foreach (var pair in new QueryStringEnumerable(text))
            _pairs.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
    }

    /// <summary>The last value of a name, as PHP takes it; null when it was not sent or is empty.</summary>
    public string? Text(string name)
    {
        for (var index = _pairs.Count - 1; index >= 0; index--)
        {
            if (_pairs[index].Name == name) return _pairs[index].Value is { Length: > 0 } value ? value : null;
        }

        return null;
    }

    /// <summary>Whether a name was sent, be it without a value.</summary>
    public bool Has(string name) => _pairs.Exists(pair => pair.Name == name);

    /// <summary>A value as a whole number; null when it was not sent, 0 when it is none, as PHP reads it.</summary>
    public int? Number(string name) => Text(name) is { } text ? ToInt(text) : null;

    /// <summary>The values of a list: <c>ids[]=1&amp;ids[]=2</c>, <c>ids[0]=1</c> or <c>ids=1,2</c>. Null when it was not sent.</summary>
    public List<int>? Numbers(string name)
    {
        List<int>? numbers = null;
        foreach (var (key, value) in _pairs)
        {
            if (key == name) (numbers ??= []).AddRange(value.Split(',').Select(ToInt));
            else if (key.Length > name.Length && key.StartsWith(name, StringComparison.Ordinal) && key[name.Length] == '[')
                (numbers ??= []).Add(ToInt(value));
        }

        return numbers;
    }

    /// <summary>The members of a map: <c>orders[id]=ASC</c> gives (id, ASC), <c>filters[search][eq]=x</c> gives (search][eq, x).</summary>
    public IEnumerable<(string Key, string Value)> Members(string name) =>
        from pair in _pairs
        where pair.Name.Length > name.Length + 2 && pair.Name.StartsWith(name, StringComparison.Ordinal) && pair.Name[name.Length] == '['
            && pair.Name[^1] == ']'
        select (pair.Name[(name.Length + 1)..^1], pair.Value);

    public static int ToInt(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var number) ? number : 0;
}
