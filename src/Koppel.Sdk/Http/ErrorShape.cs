namespace Koppel.Sdk.Http;

/// <summary>
/// How an API tells what it did not like. The default reads the usual ways: a list <c>errors</c> of faults with title, detail and code; an
/// object or a text <c>error</c>; a fault that is the body itself, or a list of them.
/// </summary>
public sealed record ErrorShape
{
    /// <summary>The usual ways.</summary>
    public static ErrorShape Usual { get; } = new();

    /// <summary>
    /// Where faults stand in the body: names or paths of a text, an object, or a list of either; empty for the body itself. All that are
    /// there are told, in this order.
    /// </summary>
    public IReadOnlyList<string> Faults { get; init; } = ["errors", "", "error", "error_description"];

    /// <summary>The parts of a fault that are sentences for people; those that are there are told, in this order.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = ["title", "message", "detail"];

    /// <summary>The parts of a fault that are a word for programs; the first that is there counts.</summary>
    public IReadOnlyList<string> Codes { get; init; } = ["code", "errorCode", "category"];

    /// <summary>The words for programs that say that a row of the same identity is there already.</summary>
    public IReadOnlyList<string> DuplicateCodes { get; init; } = [];

    /// <summary>The status that says so and nothing else, such as 409; null where none does.</summary>
    public int? DuplicateStatus { get; init; }

    /// <summary>
    /// The words that say so, a regular expression, where the API passes on what the database behind it says; null where it does not.
    /// </summary>
    public string? DuplicateText { get; init; }
}
