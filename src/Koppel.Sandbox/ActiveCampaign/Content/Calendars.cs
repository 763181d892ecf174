using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/calendars</c>: feeds of tasks. The token is what a calendar program names the feed by.</summary>
internal static class Calendars
{
    static readonly string[] Types = ["All", "Deals", "Contacts"];

    public static readonly Resource Resource = new("calendars", "calendar", "Calendar",
        Number("userid", 1).ReadOnly().Echoed(), Text("title").Required("The calendar title was not provided."),
        Text("type").Required("The calendar type was not provided."),
        Computed("token", Kind.Text,
            (_, calendar) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"calendar/{calendar.Id}")).AsSpan(0, 16)))
            .In(Shown.Always),
        Flag("notification").Echoed(), Created("cdate"), Updated("mdate"), Links("calendarRels", "calendarUsers"), Id())
    {
        IsCreateUnrecorded = true,
        Check = writing => Types.Contains(writing.TextOf("type"))
            ? null
            : Errors.Attribute("The value you selected is not a valid choice.", "field_invalid", "type"),
    };
}
