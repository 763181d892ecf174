using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Koppel.Engine.Configuration;

/// <summary>
/// Reads <c>ac=activecampaign;url=https://…;token="a;b"</c>: parts between semicolons, each a name and a value; a value in single or double
/// quotes can hold semicolons, and the quote itself when doubled. A fault never repeats the text, which can hold a secret.
/// </summary>
static class ConnectArgument
{
    const string Form = "Write it as \"ac=activecampaign;url=https://account.api-us1.com;token=${env:AC_TOKEN}\".";

    /// <summary>Reads one argument.</summary>
    /// <param name="text">What stands behind <c>--connect</c>.</param>
    /// <param name="number">The argument's number on the command line, from 1.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static ConnectionDraft? Read(string text, int number, List<string> faults)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"--connect number {number}");
        if (!TrySplit(text, out var parts))
        {
            faults.Add($"{where}: a quote is not closed. {Form}");
            return null;
        }

        ConnectionDraft? draft = null;
        for (var i = 0; i < parts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(parts[i])) continue;
            var equals = parts[i].IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                faults.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{draft?.Where ?? where}: part {i + 1} has no name before '='. {Form}"));
                if (draft is null) return null;
                continue;
            }

            var (name, value) = (parts[i][..equals].Trim(), Unquote(parts[i][(equals + 1)..].Trim()));
            if (draft is null)
            {
                draft = new ConnectionDraft(name, $"--connect {name}", FromFile: false);
                draft.Type = new SettingDraft("type", value, draft.Where);
            }
            else
            {
                draft.Settings.Add(new SettingDraft(name, value, draft.Where));
            }
        }

        if (draft is null) faults.Add($"{where} is empty. {Form}");
        return draft;
    }

    static bool TrySplit(string text, [NotNullWhen(true)] out List<string>? parts)
    {
        parts = [];
        var part = new StringBuilder();
        char? quote = null;
        foreach (var c in text)
        {
            if (c == ';' && quote is null)
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            if (c == quote) quote = null;
            else if (quote is null && c is '"' or '\'' && OpensValue(part)) quote = c;
            part.Append(c);
        }

        parts.Add(part.ToString());
        if (quote is null) return true;
        parts = null;
        return false;
    }

    // A quote counts only where a value begins, or right behind a closing quote (a doubled one): an apostrophe within a password is a
    // letter.
    static bool OpensValue(StringBuilder part)
    {
        var text = part.ToString();
        var value = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimStart();
        return text.Contains('=', StringComparison.Ordinal) && (value.Length == 0 || (value[0] is '"' or '\'' && value[^1] == value[0]));
    }

    static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0]
            ? value[1..^1].Replace(new string(value[0], 2), value[..1], StringComparison.Ordinal)
            : value;
}
