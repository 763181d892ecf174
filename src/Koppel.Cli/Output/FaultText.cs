using System.Globalization;
using Koppel.Cli.Terminal;
using Koppel.Engine.Sql;
using Koppel.Output;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Output;

/// <summary>A fault as lines for a person: what, where, why, what to do.</summary>
static class FaultText
{
    /// <summary>A fault of a statement, with the place in the user's text where it is known.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="file">The file that it came from, or null.</param>
    public static IEnumerable<string> Of(Exception fault, string? file)
    {
        if (fault is not QueryException query) return [Of(fault)];
        var text = query.Describe();
        var place = string.Create(CultureInfo.InvariantCulture, $"line {query.Line}, column {query.Column}: ");
        if (file is not null && text.StartsWith(place, StringComparison.Ordinal))
            // as editors understand it
            text = string.Create(CultureInfo.InvariantCulture, $"{file}:{query.Line}:{query.Column}: {text[place.Length..]}");
        // A blank for a tab: it would be shown as a sign, and the marks below would not stand where they belong.
        return text.Split('\n').Select(line => line.TrimEnd().Replace('\t', ' '));
    }

    /// <summary>Writes a fault to the talk; on a terminal, the line of the user's text is cut to the part that is meant.</summary>
    public static void Say(Screen screen, Exception fault, string? file)
    {
        string[] lines = [.. Of(fault, file)];
        var hasExcerpt = fault is QueryException { HasPosition: true } && lines.Length >= 3;
        foreach (var line in hasExcerpt ? lines[..^2] : lines) screen.Say(line);
        if (!hasExcerpt) return;
        // As it is shown: signs stand for what could steer a terminal, and have a width.
        var (excerpt, marks) = WrappedText.Excerpt(
            PlainText.Of(lines[^2]), lines[^1], screen.ErrorIsTerminal ? screen.Width : int.MaxValue);
        screen.SayWhole(excerpt);
        screen.SayWhole(marks);
    }

    /// <summary>A fault that has no place in the user's text.</summary>
    public static string Of(Exception fault) => fault is ConnectorException remote && Details(remote) is { Length: > 0 } details
        ? $"{remote.Message} ({details})"
        : fault.Message;

    // What the message does not say already.
    static string Details(ConnectorException fault)
    {
        var table = fault.Table.Length > 0 && fault.Connection.Length > 0 ? $"{fault.Table}@{fault.Connection}" : fault.Connection;
        var status = fault.Status > 0 ? fault.Status.ToString(CultureInfo.InvariantCulture) : "";
        return string.Join(", ", new[] { table, fault.Call, status }
            .Where(part => part.Length > 0 && !fault.Message.Contains(part, StringComparison.Ordinal)));
    }
}
