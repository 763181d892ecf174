using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>A route of the interface: what it answers, and what is said of it in its description.</summary>
/// <param name="Method">The method; GET answers HEAD too.</param>
/// <param name="Path">The path below <c>/api/v1</c>, such as <c>/sessions/{session}</c>.</param>
/// <param name="Summary">What it does, a sentence without a full stop.</param>
/// <param name="Handle">Answers.</param>
internal sealed record Route(string Method, string Path, string Summary, RequestDelegate Handle)
{
    /// <summary>Names of what may stand behind the question mark.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Names in the body, each with its kind, such as <c>script: text</c>; empty for no body.</summary>
    public IReadOnlyList<string> Body { get; init; } = [];

    /// <summary>The status when all is well.</summary>
    public int Status { get; init; } = 200;
}
