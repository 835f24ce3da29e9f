;;; gnus.el --- Emacs answers an invitation  -*- lexical-binding: t -*-
;;
;; emacs --batch -l gnus.el LETTER STATUS NAME ADDRESS
;;
;; LETTER is a file with the whole mail.  Gnus looks for the calendar part in it and answers it as
;; its buttons do; the mail that would leave is written to standard output.

(require 'cl-lib)
(require 'gnus)
(require 'gnus-art)
(require 'gnus-icalendar)
(require 'message)
(require 'mml)

(defun interop-calendar-handle (handles)
  "The part of HANDLES that Gnus shows with buttons."
  (cl-find-if (lambda (handle) (equal (mm-handle-media-type handle) "text/calendar"))
              (interop-leaves handles)))

(defun interop-leaves (handles)
  "Every part of HANDLES that has no parts of its own."
  (cond ((not (listp handles)) nil)
        ((bufferp (car handles)) (list handles))
        (t (cl-mapcan #'interop-leaves (copy-sequence handles)))))

(defun interop-send (to in-reply-to)
  "Make `gnus-icalendar-send-buffer-by-mail' write an answer to TO instead of sending it.
IN-REPLY-TO is the Message-ID of the letter."
  (lambda (buffer-name subject)
    (let ((message-signature nil))
      (message-mail to subject `((In-Reply-To . ,in-reply-to)))
      (message-goto-body)
      (mml-insert-multipart "alternative")
      (mml-insert-empty-tag 'part 'type "text/plain")
      (mml-attach-buffer buffer-name "text/calendar; method=REPLY; charset=UTF-8")
      (message-generate-headers '(From Date Message-ID In-Reply-To))
      (message-encode-message-body)
      (goto-char (point-min))
      (when (search-forward (concat mail-header-separator "\n") nil t)
        (replace-match "\n"))
      (mail-encode-encoded-word-buffer)
      (set-buffer-multibyte nil)
      (princ (buffer-string)))))

(pcase-let ((`(,letter ,status ,name ,address) command-line-args-left))
  (setq command-line-args-left nil
        user-full-name name
        user-mail-address address
        gnus-icalendar-org-enabled-p nil
        message-user-fqdn (cadr (split-string address "@"))
        coding-system-for-write 'binary)
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (insert-file-contents-literally letter)
    (while (search-forward "\r\n" nil t) (replace-match "\n"))
    (let* ((handle (interop-calendar-handle (mm-dissect-buffer t)))
           (from (mail-strip-quoted-names (mail-fetch-field "From")))
           (event (gnus-icalendar-event-from-handle handle (gnus-icalendar-identities))))
      (cl-letf (((symbol-function 'gnus-icalendar-send-buffer-by-mail)
                 (interop-send from (mail-fetch-field "Message-ID"))))
        (gnus-icalendar-reply (list handle (intern status) event))))))
