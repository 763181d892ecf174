namespace Koppel.Sdk.Reading;

/// <summary>
/// A sentence without a full stop that a user must know of a load, or of where rows come from. A page that says it in another language goes
/// by its code and values; a note without a code is a sentence alone. A text is a note by itself.
/// </summary>
public sealed class Note : IEquatable<Note>
{
    /// <summary>The code of a new name that looks like one that is there; values <c>name</c> and <c>near</c>.</summary>
    public const string Slip = "slip";

    /// <summary>The code of automations that start because of the load; value <c>connection</c>.</summary>
    public const string AutomationsRun = "automations-run";

    /// <summary>The code of automations that keep still; value <c>connection</c>.</summary>
    public const string AutomationsSkipped = "automations-skipped";

    /// <summary>The code of people who get mail again that they had turned off; values <c>n</c>, how many, and <c>connection</c>.</summary>
    public const string Returns = "returns";

    /// <summary>
    /// The code of rows that come from a snapshot; values <c>taken</c>, a moment, <c>rows</c>, how many it has, and <c>age</c>, the seconds
    /// since it was brought up to date.
    /// </summary>
    public const string Snapshot = "snapshot";

    /// <summary>The code of rows that are kept as a snapshot from now on.</summary>
    public const string SnapshotKept = "snapshot-kept";

    /// <summary>Makes one.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="code">A word for programs, such as <see cref="Slip"/>.</param>
    /// <param name="values">What the sentence names, by names that go with the code.</param>
    public Note(string text, string code = "", params IReadOnlyList<(string Name, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);
        (Text, Code, Values) = (text, code, values);
    }

    /// <summary>The sentence.</summary>
    public string Text { get; }

    /// <summary>A word for programs; empty for none.</summary>
    public string Code { get; }

    /// <summary>What the sentence names.</summary>
    public IReadOnlyList<(string Name, string Value)> Values { get; }

    /// <summary>A sentence alone.</summary>
    public static implicit operator Note(string text) => new(text);

    /// <summary>A sentence alone.</summary>
    public static Note FromString(string text) => new(text);

    /// <summary>The same of a table: its name stands before the sentence, and among the values as <c>table</c>.</summary>
    public Note Of(string table) => new($"{table}: {Text}", Code, [.. Values, ("table", table)]);

    /// <inheritdoc/>
    public bool Equals(Note? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Note);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
