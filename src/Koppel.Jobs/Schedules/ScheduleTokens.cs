namespace Koppel.Jobs.Schedules;

/// <summary>The words of a schedule one by one, in small letters; Dutch ones stand as the English ones that they mean.</summary>
internal sealed class ScheduleTokens
{
    static readonly Dictionary<string, string> s_meanings = new(StringComparer.Ordinal)
    {
        [","] = "and", ["en"] = "and", ["elke"] = "every", ["elk"] = "every", ["iedere"] = "every", ["ieder"] = "every", ["each"] = "every",
        ["om"] = "at", ["dag"] = "day", ["days"] = "day", ["uur"] = "hour", ["hours"] = "hour", ["minuten"] = "minute",
        ["minuut"] = "minute", ["minutes"] = "minute", ["werkdag"] = "weekday", ["doordeweekse"] = "weekday", ["weekdays"] = "weekday",
        ["eerste"] = "first", ["laatste"] = "last", ["van"] = "of", ["maand"] = "month", ["de"] = "the", ["op"] = "on",
        ["maandag"] = "monday", ["dinsdag"] = "tuesday", ["woensdag"] = "wednesday", ["donderdag"] = "thursday", ["vrijdag"] = "friday",
        ["zaterdag"] = "saturday", ["zondag"] = "sunday", ["mon"] = "monday", ["tue"] = "tuesday", ["wed"] = "wednesday",
        ["thu"] = "thursday", ["fri"] = "friday", ["sat"] = "saturday", ["sun"] = "sunday",
    };

    readonly List<string> _words;
    int _at;

    /// <summary>The words of a text.</summary>
    public ScheduleTokens(string text) => _words =
        [.. text.ToLowerInvariant().Replace(",", " , ", StringComparison.Ordinal).Split(' ', '\t', '\n', '\r')
            .Where(w => w.Length > 0).Select(w => s_meanings.GetValueOrDefault(w, w))];

    /// <summary>The word that comes next; empty at the end.</summary>
    public string Next => _at < _words.Count ? _words[_at] : "";

    /// <summary>Goes on behind a word, when it comes next.</summary>
    public bool Take(string word)
    {
        if (Next != word) return false;
        _at++;
        return true;
    }

    /// <summary>The word that comes next; goes on behind it.</summary>
    public string Take()
    {
        var word = Next;
        if (word.Length > 0) _at++;
        return word;
    }
}
