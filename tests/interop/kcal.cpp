// KCalendarCore, the calendar library of KOrganizer and Kontact, as a program of one line.
//
// Reads a calendar object on standard input.
//   kcal reply STATUS ADDRESS [COMMENT]   the answer that KMail sends
//   kcal counter MINUTES ADDRESS COMMENT  a proposal to begin that much later
//   kcal refresh ADDRESS                  a request for the latest version
//   kcal read                             what it understood, one fact a line

#include <KCalendarCore/Event>
#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>
#include <KCalendarCore/ScheduleMessage>
#include <QCoreApplication>
#include <QFile>
#include <QMap>
#include <QTextStream>
#include <QTimeZone>

using namespace KCalendarCore;

static const QMap<QString, Attendee::PartStat> answers{
    {"accepted", Attendee::Accepted},
    {"tentative", Attendee::Tentative},
    {"declined", Attendee::Declined},
};

// The event as KMail answers it: only the one who answers is left of the attendees.
static Event::Ptr mine(const Event::Ptr &event, const QString &address, Attendee::PartStat status) {
    Event::Ptr copy(event->clone());
    copy->clearAttendees();
    for (Attendee each : event->attendees()) {
        if (each.email().compare(address, Qt::CaseInsensitive) == 0) {
            each.setStatus(status);
            each.setRSVP(false);
            copy->addAttendee(each);
        }
    }
    return copy;
}

static int fail(const QString &reason) {
    QTextStream(stderr) << reason << '\n';
    return 1;
}

static void tell(const ScheduleMessage::Ptr &message, const Event::Ptr &event) {
    QTextStream out(stdout);
    out.setCodec("UTF-8");
    out << "method=" << ScheduleMessage::methodName(message->method()) << '\n'
        << "uid=" << event->uid() << '\n'
        << "sequence=" << event->revision() << '\n'
        << "start=" << event->dtStart().toUTC().toString(Qt::ISODate) << '\n'
        << "end=" << event->dtEnd().toUTC().toString(Qt::ISODate) << '\n'
        << "status=" << int(event->status()) << '\n'
        << "summary=" << event->summary() << '\n'
        << "comments=" << event->comments().join('|') << '\n'
        << "attendees=" << event->attendeeCount() << '\n';
}

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments().mid(1);
    QFile in;
    in.open(stdin, QIODevice::ReadOnly);
    MemoryCalendar::Ptr calendar(new MemoryCalendar(QTimeZone::utc()));
    ICalFormat format;
    const auto message = format.parseScheduleMessage(calendar, QString::fromUtf8(in.readAll()));
    if (!message)
        return fail("KCalendarCore refuses this message");
    const auto event = message->event().dynamicCast<Event>();
    if (!event)
        return fail("there is no event in it");
    const QString act = arguments.value(0);
    QString said;
    if (act == "read") {
        tell(message, event);
        return 0;
    }
    if (act == "reply") {
        const auto copy = mine(event, arguments.value(2), answers.value(arguments.value(1)));
        if (arguments.size() > 3)
            copy->addComment(arguments.value(3));
        said = format.createScheduleMessage(copy, iTIPReply);
    } else if (act == "counter") {
        const auto copy = mine(event, arguments.value(2), Attendee::Tentative);
        const int seconds = arguments.value(1).toInt() * 60;
        copy->setDtStart(event->dtStart().addSecs(seconds));
        copy->setDtEnd(event->dtEnd().addSecs(seconds));
        copy->addComment(arguments.value(3));
        said = format.createScheduleMessage(copy, iTIPCounter);
    } else if (act == "refresh") {
        said = format.createScheduleMessage(
            mine(event, arguments.value(1), Attendee::NeedsAction), iTIPRefresh);
    }
    QTextStream out(stdout);
    out.setCodec("UTF-8");
    out << said;
    return said.isEmpty() ? fail("nothing came of it") : 0;
}
