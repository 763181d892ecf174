using System.CommandLine;
using System.CommandLine.Parsing;

namespace Koppel.Cli.Commands;

/// <summary>The options of the commands that run statements.</summary>
sealed class ScriptOptions
{
    readonly Option<string[]> _variables = new("--var")
    {
        Description = "A value for $name in the statements: name=value. Repeatable.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    readonly Option<string?> _summary = SummaryOption();

    readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Reads, plans and shows every load, and writes nothing to any system." };

    readonly Option<bool> _yes = YesOption();

    readonly Option<bool> _quiet = QuietOption();

    /// <summary>Adds the options to a command.</summary>
    public ScriptOptions(Command command)
    {
        _variables.Validators.Add(CheckVariables);
        command.Add(_variables);
        command.Add(_summary);
        command.Add(_dryRun);
        command.Add(_yes);
        command.Add(_quiet);
    }

    /// <summary><c>--yes</c>.</summary>
    public static Option<bool> YesOption() =>
        new("--yes")
        {
            Description = "Confirms loads that change more rows than their connection allows unasked (confirm_above), and queries that "
                + "take more calls (confirm_calls_above).",
        };

    /// <summary><c>--quiet</c>.</summary>
    public static Option<bool> QuietOption() =>
        new("--quiet",
            "-q") { Description = "Says on stderr only what needs a person: faults, rejects, and loads that did not come to their end." };

    /// <summary><c>--summary</c>.</summary>
    public static Option<string?> SummaryOption()
    {
        var option =
            new Option<string?>("--summary") { Description = "Ends stderr with one line of JSON for each load.", HelpName = "json" };
        option.AcceptOnlyFromAmong("json");
        return option;
    }

    /// <summary>Whether loads are only planned.</summary>
    public bool DryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    /// <summary>Whether large loads are confirmed already.</summary>
    public bool Yes(ParseResult parsed) => parsed.GetValue(_yes);

    /// <summary>Whether only what needs a person is said.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Whether loads end stderr with JSON.</summary>
    public bool Summary(ParseResult parsed) => parsed.GetValue(_summary) is not null;

    /// <summary>The values for <c>$name</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables(ParseResult parsed)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in parsed.GetValue(_variables) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            variables[text[..equals]] = text[(equals + 1)..];
        }

        return variables;
    }

    static void CheckVariables(OptionResult result)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) result.AddError($"--var: '{token.Value}' has no name before '='. Write --var name=value.");
            else if (!seen.Add(token.Value[..equals])) result.AddError($"--var: '{token.Value[..equals]}' is given twice. Keep one.");
        }
    }
}
