using System.Text;
using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Tests.Writing;

/// <summary>A call of many parts of which some are refused by name, and the others without a word on which is at fault.</summary>
public sealed class PartlyEnteredTests
{
    [Fact]
    public async Task What_is_entered_is_not_sent_again_when_the_rest_is_cut_in_halves()
    {
        var journal = new MemoryJournal();
        var books = new JournalBooks(journal);
        string[] parts = ["good 1", "named", "good 2", "bad", "good 3"];
        var rows = parts.Select((p, i) => $$"""{"is":"{{p}}","rows":[{"row":{{i + 1}},"values":["{{p}}"]}]}""");
        books.Plan(PartKind.Name, "POST /things", parts.Length, Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"));
        var kind = new PartKind();

        await CallRunner.RunAsync([kind], books, CancellationToken.None);

        var outcome = books.Close(plan: null, fault: null);
        Assert.Equal((5, 3, 2, 0), (outcome.Read, outcome.Changed, outcome.Rejects.Count, outcome.NotSent));
        Assert.Equal(["named", "bad"], outcome.Rejects.First.OrderBy(r => r.Row).Select(r => r.Values[0]));
        Assert.Equal(1, kind.Sent.Count(s => s.Contains("named", StringComparison.Ordinal)));
    }

    sealed class PartKind : ICallKind
    {
        public static readonly CallKind Name = new("parts");

        public List<string> Sent { get; } = [];

        public CallKind Kind => Name;

        public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.EnumerateArray()];

        public Task<CallAnswer> SendAsync(
            OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
        {
            call.Sending();
            Sent.Add(string.Join(", ", parts.Select(Is)));
            foreach (var named in parts.Where(p => Is(p) == "named")) call.Reject(named, new RejectCause(RejectCode.Refused, "Named.", ""));
            var rest = parts.Where(p => Is(p) != "named").ToList();
            if (rest.Exists(p => Is(p) == "bad"))
                return Task.FromResult(new CallAnswer(new RejectCause(RejectCode.Refused, "One of them.", "")) { Open = rest });
            foreach (var part in rest) call.Accept(part);
            return Task.FromResult(CallAnswer.Entered);
        }

        static string Is(JsonElement part) => part.GetProperty("is").GetString()!;
    }
}
