using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class ActivityObjects
{
    static readonly string[] s_who = ["Contact", "Lead"];
    static readonly string[] s_what = ["Account", "Campaign", "Case", "Opportunity", "Subscription__c"];

    public static readonly OrgObject Task = new("Task", "00T", "Task", "Tasks")
    {
        FeedEnabled = true,
        Fields =
        [
            Id("Activity ID"),
            Lookup("WhoId", "Name ID", s_who, "Tasks") with { CascadeDelete = true },
            Lookup("WhatId", "Related To ID", s_what, "Tasks") with { CascadeDelete = true },
            new OrgField("Subject", "Subject", FieldType.Combobox)
            {
                Length = 255, NameField = true, Values = ["Call", "Email", "Send Letter", "Send Quote", "Other"],
            },
            Date("ActivityDate", "Due Date Only"),
            Pick("Status", "Status", "Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred")
                with { Length = 40, Nillable = false, DefaultedOnCreate = true, Default = "Not Started" },
            Pick("Priority", "Priority", "High", "Normal", "Low")
                with { Length = 40, Nillable = false, DefaultedOnCreate = true, Default = "Normal" },
            Flag("IsHighPriority", "High Priority").System(), Owner("Group", "User"), Area("Description", "Description", 32_000), Deleted(),
            Lookup("AccountId", "Account ID", "Account").ReadOnly(), Flag("IsClosed", "Closed").System() with
            {
                Computed = Computation.IsClosed,
            },
            .. Audit(), Flag("IsArchived", "Archived").System(), Whole("CallDurationInSeconds", "Call Duration"),
            Pick("CallType", "Call Type", "Internal", "Inbound", "Outbound") with { Length = 40 },
            Text("CallDisposition", "Call Result", 255), Moment("ReminderDateTime", "Reminder Date/Time"),
            Flag("IsReminderSet", "Reminder Set"), Flag("IsRecurrence", "Create Recurring Series of Tasks") with { Updateable = false },
            Pick("TaskSubtype", "Task Subtype", "Task", "Email", "Call") with { Length = 40, Updateable = false, Default = "Task" },
            Moment("CompletedDateTime", "Completed Date").ReadOnly(),
        ],
    };

    public static readonly OrgObject Event = new("Event", "00U", "Event", "Events")
    {
        FeedEnabled = true,
        Fields =
        [
            Id("Activity ID"),
            Lookup("WhoId", "Name ID", s_who, "Events") with { CascadeDelete = true },
            Lookup("WhatId", "Related To ID", s_what, "Events") with { CascadeDelete = true },
            new OrgField("Subject", "Subject", FieldType.Combobox)
            {
                Length = 255, NameField = true, Values = ["Call", "Email", "Meeting", "Send Letter/Quote", "Other"],
            },
            Text("Location", "Location", 255), Flag("IsAllDayEvent", "All-Day Event"), Moment("ActivityDateTime", "Due Date Time"),
            Date("ActivityDate", "Due Date Only"), Whole("DurationInMinutes", "Duration"), Moment("StartDateTime", "Start Date Time"),
            Moment("EndDateTime", "End Date Time"), Area("Description", "Description", 32_000), Owner("User"),
            Lookup("AccountId", "Account ID", "Account").ReadOnly(), Flag("IsPrivate", "Private"),
            Pick("ShowAs", "Show Time As", "Busy", "OutOfOffice", "Free") with { Length = 40, Default = "Busy" }, Deleted(), .. Audit(),
            Flag("IsArchived", "Archived").System(), Flag("IsReminderSet", "Reminder Set"),
            Moment("ReminderDateTime", "Reminder Date/Time"),
        ],
    };
}
