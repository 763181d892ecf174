using Koppel.Engine.Configuration;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Safety;

/// <summary>
/// Refuses, before DuckDB sees them, the statements that write files, load programs or run a text as a statement, in a session whose doors
/// are not all open. DuckDB's grammar has them at the beginning of a statement only, or behind <c>explain</c> and <c>prepare</c>. Which
/// files may be read is DuckDB's to hold, see <see cref="SessionDoors"/>.
/// </summary>
internal static class StatementDoor
{
    const string Memory = "':memory:'";

    /// <summary>
    /// Functions that write a file, reach into memory, change the grammar, or run a text as a statement, in which any of them can be
    /// hidden.
    /// </summary>
    static readonly HashSet<string> Closed = new(StringComparer.OrdinalIgnoreCase)
    {
        "enable_logging", "enable_profiling", "enable_peg_parser", "arrow_scan", "arrow_scan_dumb", "query", "json_execute_serialized_sql",
        "import_database",
    };

    /// <summary>Refuses a statement that the session may not run.</summary>
    /// <exception cref="QueryException">It may not.</exception>
    public static void Check(Statement statement, string script, SessionDoors doors)
    {
        if (doors.IsOpen) return;
        var words = statement.Part.Tokens.Where(t => !t.IsBlank).ToList();
        CheckFunctions(words, script, doors);
        var at = Head(words, script, out var isRun);
        if (at >= words.Count) return;
        var verb = words[at].In(script).ToString().ToUpperInvariant();
        var second = at + 1 < words.Count ? words[at + 1].In(script).ToString().ToUpperInvariant() : "";
        var refused = (verb, second) switch
        {
            ("APPLY", _) when doors.Files != SessionFiles.All =>
                "apply is refused here, since it reads the plan file that it names",
            ("COPY", "FROM") => null, // copy from database … to …: DuckDB's databases are in memory or read only here.
            ("COPY", _) when isRun && Writes(words, script, at) => "copy … to is refused here, since it writes a file",
            ("LOCAL", "EXPORT") => "local export is refused here, since it writes a file",
            ("EXPORT", _) => "export database is refused here, since it writes files",
            ("IMPORT", _) => "import database is refused here, since it runs the statements of a file",
            ("INSTALL" or "LOAD", _) or ("FORCE", "INSTALL") or ("UPDATE", "EXTENSIONS") =>
                $"{verb.ToLowerInvariant()} is refused here, since an extension is a program that can do anything",
            ("CREATE" or "DROP", _) when IsKept(words, script, at) => "a persistent secret is refused here, since it is kept in a file",
            ("ATTACH", _) when !MayAttach(words, script, at, doors) => doors.Files == SessionFiles.All
                ? "attach is refused here unless it says (read_only)" : "attach is refused here, but for ':memory:'",
            _ => null,
        };
        if (refused is not null)
            throw At(
                script, words[at], $"{refused}: {Why(doors)}",
                verb is "COPY" or "LOCAL" ? "Rows are written to a file with --output." : null, doors);
    }

    /// <summary>Why a session refuses something.</summary>
    public static string Why(SessionDoors doors) =>
        doors.IsReadOnly
            ? "this session is read-only (read_only = true)"
            : $"the SQL of this session may only read, and only what files = \"{Word(doors)}\" lets it";

    static string Word(SessionDoors doors) => doors.Files.ToString().ToLowerInvariant();

    static void CheckFunctions(List<Token> words, string script, SessionDoors doors)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].IsName && words[i + 1].Is(script, "(") && SqlText.Name(script, words[i]) is var name && Closed.Contains(name))
                throw At(
                    script, words[i], $"The function {name} is refused here, since it can do more than read: {Why(doors)}", null, doors);
        }
    }

    /// <summary>The position of a statement's own verb, behind <c>explain</c> and <c>prepare</c>.</summary>
    static int Head(List<Token> words, string script, out bool isRun)
    {
        var at = 0;
        isRun = true;
        if (words[0].Is(script, "explain"))
        {
            at++;
            var (options, first) = (at < words.Count && words[at].Is(script, "("), at);
            if (options) at = Behind(words, at);
            isRun = at < words.Count && words[at].Is(script, "analyze");
            if (isRun) at++;
            else if (options) isRun = words[first..at].Exists(w => w.Is(script, "analyze"));
            if (at < words.Count && !options && words[at].Is(script, "(") && at + 1 < words.Count
                && (words[at + 1].Is(script, "analyze") || words[at + 1].Is(script, "format")))
                at = Behind(words, at);
        }
        if (at < words.Count && words[at].Is(script, "prepare"))
        {
            isRun = true;
            while (at < words.Count && !words[at].Is(script, "as")) at++;
            at++;
        }
        return at;
    }

    static int Behind(List<Token> words, int open)
    {
        var depth = 0;
        for (var at = open; at < words.Count; at++)
        {
            depth += words[at].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0) return at + 1;
        }
        return words.Count;
    }

    /// <summary>
    /// Whether a copy has the word <c>to</c> outside of brackets; what it copies from a file goes into a table of the session.
    /// </summary>
    static bool Writes(List<Token> words, string script, int at)
    {
        for (var depth = 0; at < words.Count; at++)
        {
            depth += words[at].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0 && words[at].Is(script, "from")) return false;
            if (depth == 0 && words[at].Is(script, "to")) return true;
        }
        return true; // No form that is known.
    }

    static bool IsKept(List<Token> words, string script, int at)
    {
        var secret = words.FindIndex(at, w => w.Is(script, "secret"));
        return secret is >= 0 and < 7 && words[at..secret].Exists(w => w.Is(script, "persistent"));
    }

    /// <summary>In memory; or, where a session that only reads may name any file, one that is said to be read only.</summary>
    static bool MayAttach(List<Token> words, string script, int at, SessionDoors doors)
    {
        var path = words.FindIndex(at + 1,
            w => !(w.Is(script, "database") || w.Is(script, "or") || w.Is(script, "replace") || w.Is(script, "if") || w.Is(script, "not")
                || w.Is(script, "exists")));
        if (path < 0) return true; // DuckDB says what is missing.
        if (words[path].Is(script, Memory) || words[path].In(script).SequenceEqual(Memory)) return true;
        if (doors.Files != SessionFiles.All) return false;
        var options = words[path..];
        var told = options.FindAll(w => w.Is(script, "read_only"));
        if (told.Count != 1 || options.Exists(w => w.Is(script, "read_write") || w.Is(script, "access_mode"))) return false;
        var next = options[options.IndexOf(told[0]) + 1];
        return next.Kind is TokenKind.Comma or TokenKind.Close || next.Is(script, "true") || next.In(script) is "1" or "'true'";
    }

    static QueryException At(string script, Token at, string message, string? instead, SessionDoors doors) =>
        QueryException.At(script, at.Start, at.Length,
        $"{message}. "
        + (instead ?? (doors.IsReadOnly
            ? "Open the session without read_only, or leave the statement out."
            : "Open the session with files = \"all\", or leave the statement out.")));
}
